import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTarget } from './target';

describe('findTarget', () => {
  let workspace: string;

  beforeAll(() => {
    workspace = mkdtempSync(join(tmpdir(), 'target-'));
    mkdirSync(join(workspace, 'tools/plan/src/fixtures'), { recursive: true });
    writeFileSync(join(workspace, 'tools/plan/src/unlock.ts'), '');
    writeFileSync(join(workspace, 'tools/plan/README.md'), '');
  });
  afterAll(() => rmSync(workspace, { recursive: true }));

  it('takes the sources of a folder, and no code of its tests', () => {
    expect(findTarget(workspace, 'tools/plan/src/')).toEqual({
      name: 'tools/plan/src',
      project: 'tools/plan',
      mutate: [
        'tools/plan/src/**/*.{ts,tsx}',
        '!tools/plan/src/**/sample.{ts,tsx}',
        '!tools/plan/src/**/sample-*.{ts,tsx}',
        '!tools/plan/src/**/stub-*.{ts,tsx}',
        '!tools/plan/src/**/scripted-*.{ts,tsx}',
        '!tools/plan/src/**/recorded-*.{ts,tsx}',
        '!tools/plan/src/**/*.spec.{ts,tsx}',
        '!tools/plan/src/**/fixtures/**',
      ],
    });
  });

  it.each(['tools/plan/src/unlock.ts', 'tools/plan/src/unlock.ts:10-40'])('takes %s as it stands', (word) => {
    expect(findTarget(workspace, word)).toEqual({ name: word, project: 'tools/plan', mutate: [word] });
  });

  it.each([
    ['tools/plam', /tools\/plam is not a folder or file of a project\. Name one/],
    ['tools', /tools is not a folder or file of a project/],
    ['.', /is not a folder or file of a project/],
    ['../other/place', /is not a folder or file of a project/],
    ['tools/plan/README.md', /only a TypeScript file can be measured alone/],
    ['tools/plan:1-2', /only a file has lines/],
  ])('refuses %s', (word, message) => {
    expect(() => findTarget(workspace, word)).toThrow(expect.objectContaining({ kind: 'usage' }));
    expect(() => findTarget(workspace, word)).toThrow(message);
  });
});

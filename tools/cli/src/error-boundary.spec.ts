import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWith } from './error-boundary';
import { UsageError } from './usage-error';

let workspace: string;
let said: string[];

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'cli-'));
  said = [];
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const output = {
  interactive: false,
  color: false,
  columns: 100,
  result: (text: string) => said.push(`result: ${text}`),
  note: (text: string) => said.push(text),
  status: () => undefined,
};

describe('the last stop of an error', () => {
  it('prints what is meant for people, and ends with its code', () => {
    expect(endWith(new UsageError('There is no verb "x".'), workspace, ['x'], output)).toBe(2);

    expect(said).toEqual(['There is no verb "x".']);
    expect(readdirSync(workspace)).toEqual([]);
  });

  it('keeps the stack of a defect, and its causes, in a file', () => {
    const defect = new TypeError('x is not a function\nat all', { cause: new Error('the cause') });

    expect(endWith(defect, workspace, ['plan', 'prod'], output)).toBe(1);

    const [log = ''] = readdirSync(join(workspace, '.slipway/logs'));
    expect(said).toEqual([
      'slipway plan stopped because of a defect in Slipway: x is not a function',
      `Please report it and attach .slipway/logs/${log}. First remove from that file what is confidential.`,
    ]);
    const kept = readFileSync(join(workspace, '.slipway/logs', log), 'utf8');
    expect(kept).toContain('slipway plan prod\n');
    expect(kept).toContain(defect.stack);
    expect(kept).toContain('caused by Error: the cause\n    at ');
  });

  it('prints the stack where no file can be written', () => {
    writeFileSync(join(workspace, '.slipway'), 'a file where the folder should be');

    expect(endWith(new Error('broken'), workspace, ['plan'], output)).toBe(1);

    expect(said[1]).toMatch(/^Error: broken\n {4}at /);
  });

  it('copes with things thrown that are no errors', () => {
    expect(endWith('text', workspace, [], output)).toBe(1);

    expect(said[0]).toContain('a defect in Slipway: text');
  });
});

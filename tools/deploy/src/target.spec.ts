import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { targetCloud } from './target';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-target-'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

function environment(name: string, tags?: string[]): void {
  const directory = join(workspace, 'environments', name);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'environment.ts'), '');
  if (tags) writeFileSync(join(directory, 'project.json'), JSON.stringify({ tags }));
}

describe('targetCloud', () => {
  it.each([
    ['the tag', ['cloud:embedded'], undefined, undefined, 'embedded'],
    ['the tag', ['layer:environment', 'cloud:aws'], undefined, undefined, 'aws'],
    ['AWS, without a tag', [], undefined, undefined, 'aws'],
    ['the variable before the tag', ['cloud:aws'], 'embedded', undefined, 'embedded'],
    ['the flag before the variable', ['cloud:aws'], 'embedded', false, 'aws'],
    ['the flag before the tag', ['cloud:aws'], undefined, true, 'embedded'],
  ])('is %s', (_, tags, SLIPWAY_CLOUD, embedded, cloud) => {
    environment('staging', tags);

    expect(targetCloud('staging', { workspace, env: { SLIPWAY_CLOUD }, embedded })).toBe(cloud);
  });

  it('is AWS where there is no project.json', () => {
    environment('staging');

    expect(targetCloud('staging', { workspace, env: {} })).toBe('aws');
  });

  it.each([['stagin'], ['../staging'], ['default'], ['']])('does not know the environment %j', (name) => {
    environment('staging', []);
    environment('prod', []);

    expect(() => targetCloud(name, { workspace, env: {} })).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining('There are: prod, staging.') }),
    );
  });

  it('names the clouds that there are', () => {
    environment('staging', ['cloud:azure']);

    expect(() => targetCloud('staging', { workspace, env: {} })).toThrow('the tag "cloud:azure"');
    expect(() => targetCloud('staging', { workspace, env: { SLIPWAY_CLOUD: 'local' } })).toThrow(
      'SLIPWAY_CLOUD names the cloud "local"; there are "aws" and "embedded".',
    );
  });
});

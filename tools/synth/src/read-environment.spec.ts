import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readEnvironment } from './read-environment';

const ROOT = resolve(__dirname, '../../..');
const FILE = 'environments/shop/environment.ts';

let workspace: string;

beforeEach(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'read-environment-')));
  cpSync(join(ROOT, 'tools/synth/fixtures/workspace'), workspace, { recursive: true });
  for (const folder of ['bin', 'load']) {
    cpSync(join(ROOT, 'tools/synth', folder), join(workspace, 'tools/synth', folder), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(workspace, 'node_modules'));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

function edit(change: (source: string) => string): void {
  writeFileSync(join(workspace, FILE), change(readFileSync(join(workspace, FILE), 'utf8')));
}

describe('readEnvironment', () => {
  it('hands over what the file says, and writes no stack', async () => {
    expect(await readEnvironment('shop', { workspace })).toEqual({ name: 'shop', size: 1 });
    expect(existsSync(join(workspace, 'cdktf.out'))).toBe(false);
  });

  it('is not confused by a file that prints something', async () => {
    edit((source) => `console.log('{"name":"other"}');\n${source}`);

    expect(await readEnvironment('shop', { workspace })).toEqual({ name: 'shop', size: 1 });
  });

  it.each<[string, (source: string) => string, string]>([
    ['a wrong setting', (source) => source.replace('size: 1', 'size: -1'), 'shop: size is -1'],
    ['no TypeScript', (source) => source.replace('size: 1', 'size: 1 +'), `${FILE}:3:`],
    ['no default export', (source) => source.replace('export default', ''), `${FILE} has no default export.`],
  ])('tells %s in words', async (_, change, words) => {
    edit(change);

    await expect(readEnvironment('shop', { workspace })).rejects.toMatchObject({
      name: 'SynthError',
      exitCode: 2,
      message: expect.stringContaining(words),
    });
  });

  it('lists what there is when the environment is unknown', async () => {
    await expect(readEnvironment('shpo', { workspace })).rejects.toThrow(
      'There is no environment "shpo". There are: blog, shop.',
    );
  });
});

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { digestOf, type ImageSettings } from './image-manifest';
import { ImageStore } from './image-store';

const SETTINGS: ImageSettings = {
  architecture: 'amd64',
  command: ['node', 'server.js'],
  environment: { B: '2', A: '1' },
  labels: {},
};

let root: string;
let store: ImageStore;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-images-'));
  store = new ImageStore(join(root, 'cloud'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function app(name = 'app'): string {
  const folder = join(root, name);
  mkdirSync(join(folder, 'lib'), { recursive: true });
  writeFileSync(join(folder, 'server.js'), 'serve()');
  writeFileSync(join(folder, 'lib', 'a.js'), 'a');
  symlinkSync('lib/a.js', join(folder, 'link.js'));
  return folder;
}

test('same files, same digest, whatever their times', async () => {
  const other = app('other');
  utimesSync(join(other, 'server.js'), 0, 0);
  chmodSync(join(other, 'server.js'), 0o600);
  const [one, two] = [
    await store.add(app(), SETTINGS),
    await new ImageStore(join(root, 'b')).add(other, SETTINGS),
  ];
  expect(two.digest).toBe(one.digest);
  expect(one.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test.each<[string, (folder: string) => void, Partial<ImageSettings>]>([
  ['another content', (folder) => writeFileSync(join(folder, 'server.js'), 'other'), {}],
  ['another name', (folder) => writeFileSync(join(folder, 'new.js'), ''), {}],
  ['a file that may be run', (folder) => chmodSync(join(folder, 'server.js'), 0o755), {}],
  ['an empty folder', (folder) => mkdirSync(join(folder, 'empty')), {}],
  ['another command', () => undefined, { command: ['node', 'worker.js'] }],
  ['another architecture', () => undefined, { architecture: 'arm64' }],
])('%s is another image', async (_, change, settings) => {
  const folder = app();
  const before = await store.add(folder, SETTINGS);
  change(folder);
  const after = await store.add(folder, { ...SETTINGS, ...settings });
  expect(after.digest).not.toBe(before.digest);
});

test('the order of variables does not matter', async () => {
  const one = await store.add(app(), SETTINGS);
  const two = await store.add(join(root, 'app'), { ...SETTINGS, environment: { A: '1', B: '2' } });
  expect(two.digest).toBe(one.digest);
});

test('it is named by the digest of its manifest, and the manifest leads to the architecture', async () => {
  const image = await store.add(app(), SETTINGS);
  expect(image.digest).toBe(digestOf(image.manifest));
  const { config } = JSON.parse(image.manifest) as { config: { digest: string; size: number } };
  const blob = await store.blob(config.digest);
  const read = await text(blob!.read());
  expect(digestOf(read)).toBe(config.digest);
  expect(read.length).toBe(config.size);
  expect(JSON.parse(read)).toMatchObject({
    architecture: 'amd64',
    os: 'linux',
    config: { Cmd: ['node', 'server.js'], Env: ['A=1', 'B=2'] },
  });
});

test('the layer is a tar that tar can read, of the digest and size that the manifest says', async () => {
  const folder = app();
  const long = join(folder, ...Array.from({ length: 12 }, (_, n) => `folder-with-a-long-name-${n}`));
  mkdirSync(long, { recursive: true });
  writeFileSync(join(long, 'deep.txt'), 'deep');
  const image = await store.add(folder, SETTINGS);
  const { layers } = JSON.parse(image.manifest) as { layers: [{ digest: string; size: number }] };
  const blob = await store.blob(layers[0].digest);
  const chunks: Buffer[] = [];
  for await (const chunk of blob!.read()) chunks.push(Buffer.from(chunk as Buffer));
  const tar = Buffer.concat(chunks);
  expect([tar.length, blob!.size]).toEqual([layers[0].size, layers[0].size]);
  const out = join(root, 'out');
  mkdirSync(out);
  execFileSync('tar', ['-xf', '-', '-C', out], { input: tar });
  execFileSync('diff', ['-r', folder, out]);
});

test('it is a copy that cannot be written to', async () => {
  const folder = app();
  const image = await store.add(folder, SETTINGS);
  writeFileSync(join(folder, 'server.js'), 'changed');
  expect(readFileSync(join(image.folder, 'server.js'), 'utf8')).toBe('serve()');
  expect(statSync(join(image.folder, 'server.js')).mode & 0o222).toBe(0);
  expect(store.folder(image.digest)).toBe(image.folder);
});

test('what a task writes into its folder is not served', async () => {
  const image = await store.add(app(), SETTINGS);
  const { layers } = JSON.parse(image.manifest) as { layers: [{ digest: string }] };
  writeFileSync(join(image.folder, 'cache'), 'of a task');

  expect(digestOf(await text((await store.blob(layers[0].digest))!.read()))).toBe(layers[0].digest);
});

test('tasks run in a copy that is theirs, whoever they are', async () => {
  const image = await store.add(app(), SETTINGS);
  const shared = new ImageStore(join(root, 'saved'));
  await store.share([image.digest], shared);
  const [one, other] = await Promise.all([1, 2].map(() => store.workingFolder(image.digest)));
  expect(one).toBe(other);
  const file = join(one!, 'lib', 'a.js');
  // Root heeds no mode; anybody else would have to change it first.
  chmodSync(file, 0o644);
  writeFileSync(file, 'of a task');
  writeFileSync(join(one!, 'server.js.new'), 'of a task');
  renameSync(join(one!, 'server.js.new'), join(one!, 'server.js'));

  for (const folder of [image.folder, shared.folder(image.digest)!]) {
    expect(readFileSync(join(folder, 'lib', 'a.js'), 'utf8')).toBe('a');
    expect(readFileSync(join(folder, 'server.js'), 'utf8')).toBe('serve()');
  }
  expect(await store.workingFolder(image.digest)).toBe(one);
  expect(readFileSync(file, 'utf8')).toBe('of a task');
});

test('the copy goes with its image, and there is none without one', async () => {
  const image = await store.add(app(), SETTINGS);
  const copy = await store.workingFolder(image.digest);
  await store.prune([]);
  expect(existsSync(copy!)).toBe(false);
  expect(readdirSync(join(root, 'cloud/images'))).toEqual([]);
  expect(await store.workingFolder(image.digest)).toBeUndefined();
});

test('another store has all of it that it is given', async () => {
  const image = await store.add(app(), SETTINGS);
  const other = new ImageStore(join(root, 'other'));
  await store.share([image.digest], other);
  await store.prune([]);

  const { layers } = JSON.parse(image.manifest) as { layers: [{ digest: string }] };
  expect(digestOf(await text((await other.blob(layers[0].digest))!.read()))).toBe(layers[0].digest);
  expect(readFileSync(join(other.folder(image.digest)!, 'server.js'), 'utf8')).toBe('serve()');
});

test('two that push the same at once both succeed', async () => {
  const folder = app();
  const images = await Promise.all([1, 2, 3].map(() => store.add(folder, SETTINGS)));
  expect(new Set(images.map(({ digest }) => digest)).size).toBe(1);
  expect(await store.digests()).toEqual([images[0]!.digest]);
});

test('prune leaves what is named', async () => {
  const kept = await store.add(app(), SETTINGS);
  const gone = await store.add(app('second'), { ...SETTINGS, command: ['x'] });
  await store.prune([kept.digest]);
  expect(await store.digests()).toEqual([kept.digest]);
  const names = readdirSync(join(root, 'cloud/images'));
  expect(names.filter((name) => !name.startsWith(kept.digest.replace(':', '-')))).toEqual([]);
  expect(await store.blob(gone.configDigest)).toBeUndefined();
  expect(store.folder(gone.digest)).toBeUndefined();
});

test.each(['/etc/passwd', '../../etc/passwd'])('a link to %s is refused', async (target) => {
  const folder = app();
  symlinkSync(target, join(folder, 'out'));
  await expect(store.add(folder, SETTINGS)).rejects.toThrow(`out is a link to ${target}, outside the folder`);
  expect(await store.digests()).toEqual([]);
});

test('a folder that is not there is refused', async () => {
  await expect(store.add(join(root, 'none'), SETTINGS)).rejects.toThrow('There is no built app in');
});

test('what is no digest names no folder', () => {
  expect(store.folder('..')).toBeUndefined();
});

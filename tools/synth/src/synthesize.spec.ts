import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SynthError } from './script';
import { synthesize } from './synthesize';

const ROOT = resolve(__dirname, '../../..');

let workspace: string;

beforeEach(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'synth-')));
  cpSync(join(ROOT, 'tools/synth/fixtures/workspace'), workspace, { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(workspace, 'node_modules'));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const shop = { file: 'environments/shop/environment.ts', output: 'cdktf.out/shop/stacks/shop/cdk.tf.json' };
const read = (path: string) => readFileSync(join(workspace, path), 'utf8');
const setSize = (size: string) =>
  writeFileSync(join(workspace, shop.file), read(shop.file).replace('size: 1', `size: ${size}`));
const bundles = (entry: string) => readdirSync(join(workspace, '.slipway/bundle', entry));

async function failure(environment: string): Promise<Error> {
  const error: unknown = await synthesize(environment, { workspace }).catch((reason: unknown) => reason);
  if (!(error instanceof Error)) throw new TypeError(`expected an error, got ${String(error)}`);
  return error;
}

describe('synthesize', () => {
  it('writes the stack and hands over the resolved environment', async () => {
    const synthesis = await synthesize('shop', { workspace });

    expect(synthesis).toEqual({
      environment: { name: 'shop', size: 1 },
      directory: join(workspace, 'cdktf.out/shop'),
      stackDirectory: join(workspace, 'cdktf.out/shop/stacks/shop'),
      stackFile: join(workspace, shop.output),
    });
    expect(JSON.parse(read(shop.output))).toEqual({ size: 1 });
  });

  it('leaves nothing but the output behind, wherever it is told to write', async () => {
    const directory = join(workspace, 'elsewhere');

    await synthesize('shop', { workspace, directory });

    expect(readdirSync(directory).sort()).toEqual(['environment.json', 'stacks']);
  });

  it('takes the libraries from packages where the workspace has no folders for them', async () => {
    rmSync(join(workspace, 'node_modules'));
    rmSync(join(workspace, 'tsconfig.base.json'));
    for (const library of ['core', 'platform']) {
      const folder = join(workspace, 'node_modules/@slipway', library);
      cpSync(join(workspace, 'libs', library), folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ exports: './src/index.ts' }));
    }
    rmSync(join(workspace, 'libs'), { recursive: true });

    await expect(synthesize('shop', { workspace })).resolves.toMatchObject({ environment: { size: 1 } });
  });

  it('compiles once and again when a library changes', async () => {
    await synthesize('shop', { workspace });
    const [first] = bundles('environments-shop-main');
    const compiled = statSync(
      join(workspace, '.slipway/bundle/environments-shop-main', first ?? '', 'main.cjs'),
    ).mtimeMs;
    await synthesize('shop', { workspace });
    expect(
      statSync(join(workspace, '.slipway/bundle/environments-shop-main', first ?? '', 'main.cjs')).mtimeMs,
    ).toBe(compiled);

    const library = 'libs/platform/src/index.ts';
    writeFileSync(
      join(workspace, library),
      read(library).replace('{ size: environment.size }', '{ changed: true }'),
    );
    await synthesize('shop', { workspace });

    expect(JSON.parse(read(shop.output))).toEqual({ changed: true });
    expect(bundles('environments-shop-main')).toHaveLength(2);
  });

  it('serves several processes at once', async () => {
    const runs = await Promise.all(Array.from({ length: 4 }, () => synthesize('shop', { workspace })));

    expect(runs.map(({ environment }) => environment.name)).toEqual(['shop', 'shop', 'shop', 'shop']);
    expect(bundles('environments-shop-main')).toHaveLength(1);
  });

  it('tells a mistake in the environment in its own words, and keeps the last good output', async () => {
    await synthesize('shop', { workspace });
    setSize('-1');

    const error = await failure('shop');

    expect(error).toBeInstanceOf(SynthError);
    expect(error).toMatchObject({ exitCode: 2, message: 'shop: size is -1' });
    expect(JSON.parse(read(shop.output))).toEqual({ size: 1 });
  });

  it('names file, line and column of what is not TypeScript', async () => {
    setSize('1 +');

    expect(await failure('shop')).toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/^environments\/shop\/environment\.ts:3:\d+: Unexpected "}"$/),
    });
  });

  it('keeps the stack of a defect, in terms of the sources', async () => {
    setSize('13');

    const error = await failure('shop');

    expect(error).not.toBeInstanceOf(SynthError);
    expect(error.message).toBe('Error: the platform is broken');
    expect(error.stack).toMatch(
      /^Error: the platform is broken\n {4}at synth \(libs\/platform\/src\/index\.ts:12:/,
    );
    expect(error.stack).toContain('environments/shop/main.ts:4:');
  });

  it('lists what there is when the environment is unknown', async () => {
    expect(await failure('shpo')).toMatchObject({
      exitCode: 2,
      message: 'There is no environment "shpo". There are: blog, shop. Or --all for all of them in one app.',
    });
  });

  it('puts every environment into one app for the cdktf command line', () => {
    const cwd = join(workspace, 'environments/shop');
    execFileSync(process.execPath, [join(ROOT, 'tools/synth/bin/synth.mjs'), '--all'], { cwd });

    expect(readdirSync(join(workspace, 'cdktf.out/stacks')).sort()).toEqual(['blog', 'shop']);
  });
});

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const require = createRequire(import.meta.url);
const CACHE = join('.slipway', 'bundle');
const TSCONFIG = 'tsconfig.base.json';
/** They steer the bundle and are not among the inputs that esbuild lists, or stand for many that are. */
const SETTINGS = ['package.json', TSCONFIG, 'node_modules/.package-lock.json'];

/** Packages that go into the bundle. Loaded whole, zod costs 50 ms of each synth; what is used of it costs 10. */
const BUNDLED_PACKAGES = ['zod'];
/** Slipway's own, whether they are folders of this repository or come from npm. */
const OWN_PACKAGES = '@slipway/';
const DAY_MS = 24 * 60 * 60 * 1000;

/** A TypeScript file that is not TypeScript: the author's mistake, told by file, line and column. */
export class CompileError extends Error {
  name = 'CompileError';
}

/**
 * Bundles a TypeScript entry (workspace packages in, node_modules out but for a few) into
 * the workspace's `.slipway/bundle/<entry>/<hash>/`, unless the bundle of these very inputs is there. Several processes
 * may at once.
 *
 * @param {{ home: string, workspace: string }} folders absolute paths: where Slipway is installed, and the team's workspace
 * @param {string} entry absolute path of the entry, in one of them
 * @param {'cjs' | 'esm'} format `cjs` loads CommonJS packages such as cdktf fastest; `esm` splits at each `import()`
 * @returns {string} absolute path of the file to run
 * @throws {CompileError}
 */
export function compile({ home, workspace }, entry, format) {
  const name = nameOf(entry, home, workspace);
  const remembered = join(workspace, CACHE, `${name}.json`);
  // A bundle knows where home is, so that one of a workspace that was moved is none for the new place.
  const toolchain = `esbuild ${require('esbuild/package.json').version}, node ${process.version}, ${format}, ${home}`;
  const known = readManifest(remembered);
  if (known?.toolchain === toolchain) {
    const file = join(workspace, CACHE, name, known.bundle);
    const changed = changedAt(workspace, known.inputs);
    if (isFresh(workspace, known, changed) && existsSync(file)) {
      if (!sameTimes(known.changed, changed)) remember(remembered, { ...known, changed });
      return file;
    }
  }

  const startedAt = Date.now();
  const { outputs, inputs } = bundle(home, workspace, entry, join(workspace, CACHE, name, 'pending'), format);
  const hash = digest(JSON.stringify([toolchain, inputs])).slice(0, 16);
  const directory = join(workspace, CACHE, name, hash);
  if (!existsSync(directory)) {
    publish(directory, outputs);
    dropOld(dirname(directory), hash);
  }
  const file = join(hash, outputs.find((output) => /^main\.[cm]js$/.test(output.path)).path);
  const changed = changedAt(workspace, inputs);
  // An input that was saved while esbuild ran may be newer than what went into the bundle.
  if (Object.keys(inputs).every((input) => modifiedAt(join(workspace, input)) < startedAt)) {
    remember(remembered, { toolchain, inputs, changed, bundle: file });
  }
  return join(workspace, CACHE, name, file);
}

/** A workspace without one has its libraries as packages, which need no paths. */
function tsconfigOf(folder) {
  const tsconfig = join(folder, TSCONFIG);
  return existsSync(tsconfig) ? { tsconfig } : {};
}

function inside(folder, path) {
  return !relative(folder, path).startsWith('..');
}

/** The same for an entry wherever the workspace and Slipway lie. */
function nameOf(entry, home, workspace) {
  const path = relative(inside(workspace, entry) ? workspace : home, entry);
  return path.replace(/\.ts$/, '').replaceAll(/[\\/]/g, '-');
}

function bundle(home, workspace, entry, outdir, format) {
  const esbuild = require('esbuild');
  try {
    const { outputFiles, metafile } = esbuild.buildSync({
      absWorkingDir: workspace,
      entryPoints: [entry],
      outdir,
      entryNames: 'main',
      chunkNames: '[name]-[hash]',
      outExtension: { '.js': format === 'esm' ? '.mjs' : '.cjs' },
      bundle: true,
      external: [...new Set([workspace, home].flatMap(externalPackages))],
      define: { SLIPWAY_HOME: JSON.stringify(home) },
      platform: 'node',
      target: 'node20',
      format,
      splitting: format === 'esm',
      sourcemap: true,
      sourcesContent: false,
      ...tsconfigOf(inside(workspace, entry) ? workspace : home),
      metafile: true,
      write: false,
      logLevel: 'silent',
    });
    const inputs = {};
    for (const input of [...Object.keys(metafile.inputs), ...SETTINGS].sort())
      inputs[input] = hashOf(join(workspace, input));
    return {
      inputs,
      outputs: outputFiles.map(({ path, contents }) => ({ path: relative(outdir, path), contents })),
    };
  } catch (error) {
    if (!Array.isArray(error.errors)) throw error;
    throw new CompileError(error.errors.map(sentence).join('\n'));
  }
}

function externalPackages(folder) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !BUNDLED_PACKAGES.includes(name) && !name.startsWith(OWN_PACKAGES),
  );
}

function sentence({ location, text }) {
  return location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text;
}

function readManifest(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Hashing 400 files takes longer than all else at the start, so what was not even touched is not read. */
function isFresh(workspace, { inputs, changed: before = {} }, changed) {
  return Object.entries(inputs).every(
    ([input, hash]) =>
      (changed[input] !== 0 && changed[input] === before[input]) || hashOf(join(workspace, input)) === hash,
  );
}

/** The time of the inode's last change: unlike that of the content's, nothing sets it back. 0 for what is not there. */
function changedAt(workspace, inputs) {
  return Object.fromEntries(
    Object.keys(inputs).map((input) => [
      input,
      statSync(join(workspace, input), { throwIfNoEntry: false })?.ctimeMs ?? 0,
    ]),
  );
}

function sameTimes(before = {}, now) {
  return Object.entries(now).every(([input, time]) => before[input] === time);
}

function remember(file, manifest) {
  writeAtomically(file, JSON.stringify(manifest));
}

function hashOf(file) {
  try {
    return digest(readFileSync(file));
  } catch {
    return null;
  }
}

/** 0 for what is not there. */
function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function digest(content) {
  return createHash('sha256').update(content).digest('hex');
}

/** A directory appears complete or not at all; whoever comes second throws its own away. */
function publish(directory, outputs) {
  mkdirSync(dirname(directory), { recursive: true });
  const temporary = mkdtempSync(`${directory}-`);
  for (const { path, contents } of outputs) writeFileSync(join(temporary, path), contents);
  try {
    renameSync(temporary, directory);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
}

/** Bundles of other inputs stay a day: another process may be loading one, and a branch switched back is a hit. */
function dropOld(directory, keep) {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    const age = Date.now() - (modifiedAt(path) || Date.now());
    if (name !== keep && age > DAY_MS) rmSync(path, { recursive: true, force: true });
  }
}

function writeAtomically(file, content) {
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}

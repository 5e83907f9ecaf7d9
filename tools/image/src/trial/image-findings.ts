import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ImageConfig } from './buildah';

/** An image that was built, ready to be looked at. */
export interface BuiltImage {
  readonly config: ImageConfig;
  /** Folder with all its files. */
  readonly root: string;
  /** Files of each layer above those of the base, from the image's root. */
  readonly layers: readonly (readonly string[])[];
}

export const ASSETS = 'app/apps/web/.next/static';

/** What only a build needs. */
const BUILD_PACKAGES = ['typescript', 'esbuild', '@types', 'npm', 'jest', 'nx'];

/** More than that and somebody should ask why. */
const MOST_BYTES = 50 * 1024 * 1024;

/** A statement about every image of the app. */
export interface Finding {
  readonly name: string;
  /** What is not so. Empty when all is well. */
  readonly problems: readonly string[];
}

/** Holds an image against what its Dockerfile promises. */
export function imageFindings(
  { config, root, layers }: BuiltImage,
  labels: ImageConfig['Labels'],
): Finding[] {
  const files = walk(join(root, 'app'));
  const top = layers.at(-1) ?? [];
  const bytes = files.reduce((sum, path) => sum + lstatSync(join(root, 'app', path)).size, 0);
  return [
    finding('runs as 1000:1000, in /app', [
      ...differs('user', config.User, '1000:1000'),
      ...differs('folder', config.WorkingDir, '/app'),
      ...differs('command', config.Cmd.join(' '), 'node server.js'),
    ]),
    finding('has its labels, port and variables', [
      ...Object.entries(labels).flatMap(([name, value]) => differs(name, config.Labels[name], value)),
      ...differs('ports', Object.keys(config.ExposedPorts).join(), '3000/tcp'),
      ...['NODE_ENV=production', 'PORT=3000', 'HOSTNAME=0.0.0.0'].filter((set) => !config.Env.includes(set)),
    ]),
    finding('has no sources and nothing that only a build needs', [
      ...files.filter((path) => /(?<!\.d)\.tsx?$|\.spec\.|(?:^|\/)Dockerfile$|@next\/swc-/.test(path)),
      ...BUILD_PACKAGES.map((name) => join('node_modules', name)).filter((path) =>
        existsSync(join(root, 'app', path)),
      ),
      ...['workspace', 'manifest', 'assets', 'usr/local/lib/node_modules', 'root/.npmrc', 'root/.npm'].filter(
        (path) => existsSync(join(root, path)),
      ),
    ]),
    finding('is root’s, and nobody else can write to it', writable(join(root, 'app'))),
    finding('has its assets, and them alone, as the last layer', [
      ...(top.some((path) => path.startsWith(`${ASSETS}/`)) ? [] : ['no assets']),
      ...top.filter((path) => !path.startsWith(`${ASSETS}/`)),
    ]),
    finding(
      `has ${megabytes(bytes)} of files`,
      bytes > MOST_BYTES ? [`more than ${megabytes(MOST_BYTES)}`] : [],
    ),
  ];
}

const finding = (name: string, problems: readonly string[]): Finding => ({ name, problems });

function differs(what: string, is: string | undefined, should: string): string[] {
  return is === should ? [] : [`${what} is ${is ?? 'missing'}, not ${should}`];
}

/** Files below a folder, relative to it. */
function walk(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function writable(folder: string): string[] {
  const paths = ['', ...(readdirSync(folder, { recursive: true }) as string[])];
  return paths.flatMap((path) => {
    const { uid, mode } = lstatSync(join(folder, path));
    const isLink = (mode & 0o170000) === 0o120000;
    return uid === 0 && (isLink || (mode & 0o022) === 0)
      ? []
      : [`${path}: ${uid}, ${(mode & 0o777).toString(8)}`];
  });
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

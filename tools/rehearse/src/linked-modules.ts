import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const MODULES = 'node_modules';

/**
 * The packages of a workspace in a copy of it, in a second and without their space on disk. Most are links to the
 * original. Those that the app is bundled from have to lie below the copy's root, for Turbopack follows no link out of
 * it: their files are hard links, to be read only.
 */
export function linkModules(original: string, copy: string): void {
  const app = appPackages(original);
  mkdirSync(join(copy, MODULES));
  for (const name of topLevel(join(original, MODULES))) {
    const [from, to] = [join(original, MODULES, name), join(copy, MODULES, name)];
    mkdirSync(dirname(to), { recursive: true });
    if (app.has(`${MODULES}/${name}`)) linkFiles(from, to);
    else symlinkSync(from, to);
  }
}

/** Paths of what the app is built and runs with, by the program that says so. */
function appPackages(original: string): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-packages-'));
  try {
    execFileSync(process.execPath, [join(original, 'apps/web/app-packages.mjs'), original, folder]);
    const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
      readonly packages: { readonly [path: string]: unknown };
    };
    return new Set(Object.keys(lock.packages));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Names of the packages in a folder, those in a scope as `@scope/name`, and of its `.bin`. */
function topLevel(modules: string): string[] {
  return readdirSync(modules).flatMap((name) => {
    if (name.startsWith('.')) return name === '.bin' ? [name] : [];
    return name.startsWith('@')
      ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`)
      : [name];
  });
}

function linkFiles(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFiles(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkFile(source, target);
  }
}

function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch (error) {
    // The temporary folder is on another file system, or its own knows no hard links.
    if (!['EXDEV', 'EPERM', 'EMLINK'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyFileSync(source, target);
  }
}

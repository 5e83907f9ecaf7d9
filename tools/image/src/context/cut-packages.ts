import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '@slipway/tool-terminal';
import type { ContextFile } from './context-file';
import { saidBy } from './said-by';

/** Replaced by the app's part of them, which only the app's own packages change. */
const PACKAGES: readonly string[] = ['package.json', 'package-lock.json'];

export const isPackages = (path: string) => PACKAGES.includes(path);

const run = promisify(execFile);

/**
 * The app cuts them itself, by the program that its Dockerfile runs, too.
 *
 * @param program path from the workspace's root
 * @throws Failure `usage` with what the program says
 */
export async function cutPackages(workspace: string, program: string): Promise<ContextFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-packages-'));
  try {
    await run(process.execPath, [join(workspace, program), workspace, folder]);
    return await Promise.all(
      PACKAGES.map(async (path) => {
        const content = await readFile(join(folder, path));
        return { path, kind: 'file' as const, executable: false, content };
      }),
    );
  } catch (error) {
    throw new Failure(
      'usage',
      `${program} does not cut the app's packages: ${saidBy(error)}\nNothing was built.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

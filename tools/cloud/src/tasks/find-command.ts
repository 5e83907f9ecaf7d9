import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

/**
 * The program that a container's command names: `node` is the Node that runs here, a path is taken from the working
 * directory, any other name from the PATH.
 *
 * @throws Error in AWS's words when there is none.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
export function findCommand(
  name: string,
  { path, cwd }: { readonly path: string; readonly cwd: string },
): string {
  if (name === 'node') return process.execPath;
  const candidates = name.includes('/')
    ? [resolve(cwd, name)]
    : path
        .split(delimiter)
        .filter(isAbsolute)
        .map((directory) => join(directory, name));
  const found = candidates.find(isProgram);
  if (found) return found;
  const why = name.includes('/') ? 'no such file or directory' : 'executable file not found in $PATH';
  throw new Error(
    `CannotStartContainerError: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "${name}": ${why}: unknown`,
  );
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

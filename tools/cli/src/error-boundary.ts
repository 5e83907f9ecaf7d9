import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodeOf, type Output, reportError } from '@slipway/tool-terminal';

const LOGS = join('.slipway', 'logs');

/**
 * The last stop of every error: what is meant for people is printed, the stack of a defect goes to a file.
 *
 * @param line what was typed after `slipway`
 * @returns the exit code of the process
 */
export function endWith(error: unknown, workspace: string, line: readonly string[], output: Output): number {
  if (isSpoken(error)) {
    reportError(error, output);
    return exitCodeOf(error);
  }
  const log = keepStack(error, workspace, line);
  const [summary = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  output.note(`slipway ${line[0] ?? ''} stopped because of a defect in Slipway: ${summary}`);
  output.note(
    log === undefined
      ? stackOf(error)
      : `Please report it and attach ${log}. First remove from that file what is confidential.`,
  );
  return 1;
}

/** Errors that are written for the person at the terminal say how the process ends. */
function isSpoken(error: unknown): boolean {
  return error instanceof Error && 'exitCode' in error;
}

/** @returns the file, from the workspace; `undefined` where nothing can be written */
function keepStack(error: unknown, workspace: string, line: readonly string[]): string | undefined {
  const now = new Date().toISOString();
  const file = join(LOGS, `defect-${now.replaceAll(/[:.]/g, '-')}.log`);
  const head = `slipway ${line.join(' ')}\n${now}, Node ${process.version}, ${process.platform} ${process.arch}`;
  try {
    mkdirSync(join(workspace, LOGS), { recursive: true });
    writeFileSync(join(workspace, file), `${head}\n\n${stackOf(error)}\n`);
    return file;
  } catch {
    return undefined;
  }
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

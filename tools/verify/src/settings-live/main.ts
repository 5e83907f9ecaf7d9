import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  exitCodeOf,
  Failure,
  formatDuration,
  reportError,
  terminalOutput,
  type Output,
} from '@slipway/tool-terminal';
import { figuresOf } from './figures';
import { LiveBench } from './live-bench';
import { FAULTS, verdictOf } from './measured';
import { COMMAND, inWords, nameOf, PAGE, rowsOf, withTable, type Figures } from './page';
import { liveRows, type LiveRow } from './rows';
import { readWords } from './words';

const LOG = '.slipway/logs/settings-live.log';

/**
 * Changes settings of live environments under load and writes what came of it into the guide.
 *
 * @returns the exit code: 1 where requests failed that no plan had announced, or a deploy failed on the way
 */
export async function main(workspace: string, args: readonly string[]): Promise<number> {
  const output = terminalOutput();
  try {
    const page = readFileSync(join(workspace, PAGE), 'utf8');
    const { rows, list, again } = readWords(args, liveRows(), rowsOf(page));
    if (list) {
      output.result(rows.map(inWords).join('\n'));
      return 0;
    }
    if (again) writeFileSync(join(workspace, PAGE), withTable(page, liveRows(), new Map()));
    if (rows.length > 0) return await measureAll(workspace, output, rows);
    output.result(`Every setting is measured: ${PAGE}. Anew: ${COMMAND} -- --again`);
    return 0;
  } catch (error) {
    reportError(error, output);
    return exitCodeOf(error);
  }
}

async function measureAll(workspace: string, output: Output, rows: readonly LiveRow[]): Promise<number> {
  mkdirSync(join(workspace, '.slipway', 'logs'), { recursive: true });
  const log = createWriteStream(join(workspace, LOG), { flags: 'a' });
  const faults: string[] = [];
  output.note('Making two environments, or bringing them back ...');
  const needed = [...new Set(rows.map(({ base }) => base))];
  const bench = await LiveBench.open(workspace, needed, (text) => void log.write(text));
  let interrupted = false;
  process.once('SIGINT', () => (interrupted = true)).once('SIGTERM', () => (interrupted = true));
  try {
    for (const row of rows) {
      if (interrupted)
        throw new Failure(
          'cancelled',
          `Stopped. What was measured is in ${PAGE}, and the next run goes on from there.`,
        );
      const words = inWords(row);
      log.write(`\n\n=== ${words}\n`);
      const startedAt = performance.now();
      const measured = await bench.measure(row).catch((error: Error) => {
        faults.push(`${words}: ${error.message}`);
        return undefined;
      });
      // It could not even be begun, and is still open on the page.
      if (!measured) continue;
      const verdict = verdictOf(measured);
      const figures = figuresOf(measured, new Date());
      keep(workspace, nameOf(row), figures);
      log.write(`\n=== ${verdict} ${JSON.stringify(measured.load)}\n`);
      const seconds = formatDuration((performance.now() - startedAt) / 1000);
      output.note(
        `${FAULTS.includes(verdict) ? '✗' : '✓'} ${words}: ${verdict}, ${seconds}. ${figures.said}`,
      );
      if (FAULTS.includes(verdict))
        faults.push(`${words}: ${verdict}: ${JSON.stringify(measured.load.failures)}`);
    }
  } finally {
    await bench.close();
    log.end();
  }
  if (faults.length > 0) {
    output.result(
      `Requests failed that no plan had announced, or a deploy failed. All that was said is in ${LOG}:\n${faults.join('\n')}`,
    );
    return 1;
  }
  return 0;
}

/** Writes one row; all others stay as they are. */
function keep(workspace: string, name: string, figures: Figures): void {
  const file = join(workspace, PAGE);
  const page = readFileSync(file, 'utf8');
  writeFileSync(file, withTable(page, liveRows(), new Map([...rowsOf(page), [name, figures]])));
}

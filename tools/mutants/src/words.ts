import { Failure } from '@slipway/tool-terminal';
import { parseArgs } from 'node:util';
import type { Settings } from './options';
import { findTarget, type Target } from './target';

const USAGE = `npm run mutants [folder or file] -- [options]     (default: every folder of docs/mutants.md, for hours)

  --concurrency <n>   processes at once (default: 2)
  --also <project>    also the specs of this project; may be repeated
  --static            also what runs once, when a module loads (slow: every spec of the project for each survivor)
  --force             run every mutant again, also those whose result is known
  --keep              write the row of the folder in docs/mutants.md
  --json              the result as JSON
`;

/** What someone typed. */
export interface Words extends Settings {
  readonly targets: readonly Target[];
  readonly json: boolean;
  readonly keep: boolean;
}

/**
 * @param all names what is measured if nothing is named
 * @throws {Failure}
 */
export function readWords(workspace: string, args: readonly string[], all: () => readonly string[]): Words {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw new Failure('usage', `One folder at a time.\n\n${USAGE}`);
  const concurrency = Number(values.concurrency);
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new Failure('usage', `--concurrency is ${values.concurrency}; it is a whole number from 1.`);
  }
  const names = positionals.length > 0 ? positionals : all();
  return {
    targets: names.map((name) => findTarget(workspace, name)),
    also: values.also.map((name) => findTarget(workspace, name).project),
    concurrency,
    force: values.force,
    static: values.static,
    json: values.json,
    keep: values.keep,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        concurrency: { type: 'string', default: '2' },
        also: { type: 'string', multiple: true, default: [] },
        static: { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Failure('usage', `${(error as Error).message}\n\n${USAGE}`);
  }
}

import { parseArgs } from 'node:util';
import { Failure } from '@slipway/tool-terminal';
import { COMMAND, isOpen, nameOf, type Kept } from './page';
import type { LiveRow } from './rows';

const USAGE = `${COMMAND} [-- setting ...] [-- options]

  (nothing)                   what the page lacks, and what was a fault
  network services.web.port   settings that are one of these or inside of one, measured or not
  --again                     every setting, for hours; what is interrupted goes on without a word
  --list                      print the changes and make none
`;

/** What someone typed. */
export interface Words {
  /** What is to be measured. */
  readonly rows: readonly LiveRow[];
  readonly list: boolean;
  /** Everything is measured anew, so that what is kept counts no more. */
  readonly again: boolean;
}

/**
 * @param rows every change there is
 * @param kept what the page has
 * @throws {Failure}
 */
export function readWords(args: readonly string[], rows: readonly LiveRow[], kept: Kept): Words {
  const { values, positionals } = parse(args);
  const inside = (path: string, { setting }: LiveRow) => setting === path || setting.startsWith(`${path}.`);
  const unknown = positionals.find((path) => !rows.some((row) => inside(path, row)));
  if (unknown !== undefined) throw new Failure('usage', `There is no setting ${unknown}.\n\n${USAGE}`);
  if (positionals.length > 0) {
    return { rows: rows.filter((row) => positionals.some((path) => inside(path, row))), ...values };
  }
  if (values.again) return { rows, ...values };
  return { rows: rows.filter((row) => isOpen(kept.get(nameOf(row)))), ...values };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        list: { type: 'boolean', default: false },
        again: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Failure('usage', `${(error as Error).message}\n\n${USAGE}`);
  }
}

import { Failure } from '@slipway/tool-terminal';

export interface Words {
  readonly parts: readonly string[];
  /** What the change against this revision touches is asked for. */
  readonly base: string | undefined;
  readonly list: boolean;
  /** What is Jest's: everything from the first word on that is an option and not ours. */
  readonly jest: readonly string[];
}

const DEFAULT_BASE = 'main';

/**
 * Reads what stands behind `npm run test:cloud --`. Parts and our options come first: only Jest knows which of its
 * options take a value, so a word behind one of them could be either.
 *
 * @throws Failure when the words contradict each other
 */
export function readWords(args: readonly string[]): Words {
  const parts: string[] = [];
  let affected = false;
  let base: string | undefined;
  let list = false;
  const rest = [...args];
  for (let word = rest[0]; word !== undefined; word = rest[0]) {
    if (word === '--affected') affected = true;
    else if (word === '--list') list = true;
    else if (word.startsWith('--base=')) base = word.slice('--base='.length);
    else if (word.startsWith('-')) break;
    else parts.push(word);
    rest.shift();
  }
  if (base !== undefined && !affected) throw usage('--base=REV goes with --affected.');
  if (affected && parts.length > 0) {
    throw usage(`--affected chooses the parts itself. Leave it out, or ${parts.join(', ')}.`);
  }
  return { parts, base: affected ? (base ?? DEFAULT_BASE) : undefined, list, jest: rest };
}

function usage(problem: string): Failure {
  return new Failure('usage', `${problem} Nothing was run.`);
}

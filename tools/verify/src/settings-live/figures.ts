import { failedIn, isRefused, verdictOf, type Measured } from './measured';
import type { Figures } from './page';

const KINDS = { refused: 'refused', interrupts: 'stops', acts: 'at once', waits: 'later' } as const;

/** What stands above every message of a deploy, and is no part of it. */
const PREAMBLE =
  /^\S+ \S+ on the embedded cloud, as account |^TF_CLI_CONFIG_FILE names |^registry\.terraform\.io cannot be reached/;

/** A measurement as the table has it. */
export function figuresOf(measured: Measured, date: Date): Figures {
  const failed = failedIn(measured.load);
  return {
    arrives: arrivesWith(measured),
    requests: measured.load.requests.toLocaleString('en'),
    failed: verdictOf(measured) === 'broken' ? `${failed}; the deploy failed` : String(failed),
    said: saidWords(measured),
    measured: date.toISOString().slice(0, 10),
  };
}

function arrivesWith(measured: Measured): string {
  const { said, text } = measured;
  if (isRefused(measured)) return 'not at all';
  if (verdictOf(measured) === 'not released') return 'deploy; its release did not get live';
  const applied = !/^No changes: /m.test(text);
  if (said.release) return applied ? 'deploy, and its release' : "the deploy's release";
  return applied ? 'deploy' : 'nothing to do';
}

function saidWords(measured: Measured): string {
  const { foreseen } = measured.said;
  const isSaid = foreseen.some(({ effect }) => effect === 'refused');
  const refusal = isRefused(measured) && !isSaid ? [`refused: ${refusalIn(measured.text)}`] : [];
  const kinds = foreseen.map(({ effect, text }) => `${KINDS[effect]}: ${sentences(text, 2)}`);
  return [...refusal, ...kinds].join(' ');
}

/** How the message begins that a refused deploy ends with: a sentence, or a head with what stands below it. */
export function refusalIn(text: string): string {
  const last =
    text
      .trim()
      .split(/\n\s*\n/)
      .at(-1) ?? '';
  const [first = '', second = ''] = last
    .replace(/^Refused: /m, '')
    .split('\n')
    .filter((line) => !PREAMBLE.test(line));
  return sentences(first.endsWith(':') ? `${first} ${second.replace(/^[\s-]+/, '')}` : first, 1);
}

/** A point inside a word, as in `environment.ts` or `17.7`, ends no sentence. */
function sentences(text: string, count: number): string {
  return text
    .split(/(?<=[.!?]) (?=[A-Z])/)
    .slice(0, count)
    .join(' ')
    .trim();
}

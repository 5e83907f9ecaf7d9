import type { Option, Positional } from './args';
import { spellingOf } from './read-line';
import type { Verb } from './verb';
import { VERBS, type VerbName } from './verbs';

const EXIT_CODES =
  'Exit codes: 0 done, 1 failed, 2 wrong command line or environment; all of them are in tools/cli/README.md.';

/** What `slipway` alone prints: every verb in one line. */
export function overview(): string {
  return [
    'Push-to-deploy on your own AWS account.',
    '',
    'Usage: slipway <verb> [arguments]',
    '',
    ...columns(Object.entries(VERBS).map(([name, { summary }]) => [name, summary])),
    '',
    'slipway <verb> --help shows a verb with examples.',
  ].join('\n');
}

/** What `slipway <verb> --help` prints. */
export function verbHelp(name: VerbName, { args, words, command, examples }: Verb): string {
  const positionals: (readonly [string, Positional])[] = [];
  const options: (readonly [string, Option])[] = [];
  for (const [key, definition] of Object.entries(args)) {
    if (definition.type === 'positional') positionals.push([key, definition]);
    else options.push([key, definition]);
  }
  const usage = [
    `Usage: slipway ${name}`,
    ...positionals.map(([positional, { required }]) => (required ? `<${positional}>` : `[${positional}]`)),
    ...(words ? [`[${words}…]`] : []),
    ...(options.length > 0 ? ['[options]'] : []),
    ...(command ? [`[-- ${command}…]`] : []),
  ].join(' ');
  return [
    `${VERBS[name].summary}.`,
    '',
    usage,
    ...section(
      'Arguments',
      positionals.map(([positional, { description = '' }]) => [positional, description]),
    ),
    ...section(
      'Options',
      options.map(([option, definition]) => [spelling(option, definition), definition.description ?? '']),
    ),
    ...section(
      'Examples',
      Object.entries(examples).map(([line, effect]) => [`slipway ${line}`, effect]),
    ),
    '',
    EXIT_CODES,
  ].join('\n');
}

function spelling(name: string, option: Option): string {
  const short = option.short === undefined ? '' : `-${option.short}, `;
  const value = option.type === 'string' ? ` <${option.valueHint ?? 'value'}>` : '';
  return `${short}--${spellingOf(name, option)}${value}`;
}

function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  return rows.length === 0 ? [] : ['', `${title}:`, ...columns(rows)];
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
}

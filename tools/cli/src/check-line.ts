import type { ArgDef, ArgsDef } from 'citty';
import { unknownWord, UsageError } from './usage-error';
import type { Verb } from './verb';

/** Values of each option that takes one, in order. */
export type OptionValues = ReadonlyMap<string, readonly string[]>;

/**
 * Holds what was typed against what a verb takes. citty, which then reads it, lets pass what it does not know and keeps
 * the last of two values; here a misspelt `--dry-run` must not deploy.
 *
 * @throws UsageError for an option that does not exist, lacks its value or is given twice, for too many words or too few
 */
export function checkLine(verb: Verb, line: readonly string[]): OptionValues {
  const { args, words, repeatable = [] } = verb;
  const options = optionsOf(args);
  const plain: string[] = [];
  const values = new Map<string, string[]>();
  for (let index = 0; index < line.length; index++) {
    const word = line[index] ?? '';
    if (!word.startsWith('-')) {
      plain.push(word);
      continue;
    }
    const [option = '', ...assigned] = word.split('=');
    const definition = options.get(option);
    if (!definition) throw unknownOption(option, [...options.keys()]);
    if (!takesValue(definition)) continue;
    const value = assigned.length > 0 ? assigned.join('=') : line[++index];
    if (!value || value.startsWith('-')) throw new UsageError(`${option} needs a value.`);
    const name = option.replace(/^--/, '');
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  for (const [option, given] of values) {
    if (given.length > 1 && !repeatable.includes(option))
      throw new UsageError(`--${option} can be given once only.`);
  }
  checkWords(plain, args, words !== undefined);
  return values;
}

/** Every spelling of every option: `--yes` and `-y`. */
function optionsOf(args: ArgsDef): ReadonlyMap<string, ArgDef> {
  const options = new Map<string, ArgDef>();
  for (const [name, definition] of Object.entries(args)) {
    if (definition.type === 'positional') continue;
    options.set(spellingOf(name, definition), definition);
    for (const letter of lettersOf(definition)) options.set(`-${letter}`, definition);
  }
  return options;
}

/** A switch that is on unless one says otherwise is spelled the other way; citty reads `--no-wait` as `wait: false`. */
export function spellingOf(name: string, definition: ArgDef): string {
  return definition.type === 'boolean' && definition.default === true ? `--no-${name}` : `--${name}`;
}

/** The `y` of `-y`. */
export function lettersOf(definition: ArgDef): readonly string[] {
  return definition.type === 'positional' || !('alias' in definition) ? [] : [definition.alias ?? []].flat();
}

export function takesValue({ type }: ArgDef): boolean {
  return type === 'string' || type === 'enum';
}

function unknownOption(option: string, known: readonly string[]): UsageError {
  const all = known.length > 0 ? `There are: ${known.join(', ')}.` : 'This verb takes none.';
  // Among single letters everything is near, and `-y` must not be what someone is talked into.
  const long = option.startsWith('--') ? known.filter((candidate) => candidate.startsWith('--')) : [];
  return unknownWord('option', option, long, all);
}

function checkWords(plain: readonly string[], args: ArgsDef, open: boolean): void {
  const wanted = Object.entries(args).filter(([, { type }]) => type === 'positional');
  const [missing] = wanted.slice(plain.length).filter(([, { required }]) => required);
  if (missing) throw new UsageError(`Which ${missing[0]}? Name it after the verb.`);
  const surplus = open ? [] : plain.slice(wanted.length);
  if (surplus.length > 0)
    throw new UsageError(`What is "${surplus.join(' ')}"? This verb takes nothing more.`);
}

import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Args, Option, Values } from './args';
import { unknownWord, UsageError } from './usage-error';
import type { Verb } from './verb';

/** What was typed, as a verb takes it. */
export interface ReadLine {
  readonly values: Values<Args>;
  /** What stands after `--`, word for word. */
  readonly command: readonly string[];
}

type Spellings = ReadonlyMap<string, Option & { readonly key: string }>;

/**
 * Reads a line by the one grammar that there is, Node's `parseArgs`, in its strict form: `--yes=no` must not destroy, and
 * neither must a misspelt `--dry-run` deploy. Node decides; the words for what it refuses are ours.
 *
 * @throws UsageError for an option that does not exist, lacks its value, has one that it does not take or is given twice;
 * for too many words or too few
 */
export function readLine({ args, words, command }: Verb, line: readonly string[]): ReadLine {
  const options = spellingsOf(args);
  const { tokens } = parse(line, options);
  const end = tokens.find(({ kind }) => kind === 'option-terminator')?.index ?? line.length;
  if (end < line.length && !command) throw new UsageError('This verb takes no command after --.');

  const given = new Map<string, (string | true)[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (token.value === '') throw new UsageError(`${token.rawName} needs a value.`);
    given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? true]);
  }
  const plain = tokens.flatMap((token) =>
    token.kind === 'positional' && token.index < end ? token.value : [],
  );
  const positionals = Object.entries(args).filter(([, { type }]) => type === 'positional');
  checkWords(plain, positionals, words !== undefined);
  const values: { [name: string]: string | boolean | readonly string[] | undefined } = {
    words: plain.slice(positionals.length),
    ...Object.fromEntries(positionals.map(([name], index) => [name, plain[index]])),
  };
  for (const [spelling, option] of options)
    values[option.key] = valueOf(option, spelling, given.get(spelling));
  return { values: values as Values<Args>, command: line.slice(end + 1) };
}

/** A switch that is on unless one says otherwise has the word that turns it off as its only spelling. */
export function spellingOf(name: string, option: Option): string {
  return option.type === 'boolean' && option.default ? `no-${name}` : name;
}

function spellingsOf(args: Args): Spellings {
  return new Map(
    Object.entries(args).flatMap(([key, definition]) =>
      definition.type === 'positional' ? [] : [[spellingOf(key, definition), { ...definition, key }]],
    ),
  );
}

function parse(line: readonly string[], options: Spellings) {
  const config = {
    args: [...line],
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      [...options].map(([spelling, { type, short }]) => [
        spelling,
        { type, multiple: true, ...(short && { short }) },
      ]),
    ),
  } as const satisfies ParseArgsConfig;
  try {
    return parseArgs({ ...config, strict: true });
  } catch (error) {
    throw inOurWords(error as Error, parseArgs({ ...config, strict: false }).tokens, line, options);
  }
}

type Tokens = ReturnType<typeof parse>['tokens'];

/** Says which word Node refused; its own message names neither what was probably meant nor what there is. */
function inOurWords(refusal: Error, tokens: Tokens, line: readonly string[], options: Spellings): UsageError {
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, index } = token;
    const option = options.get(name);
    const [, group] = /^(-[a-z])=/.exec(line[index] ?? '') ?? [];
    if (group !== undefined && option?.type === 'boolean') return takesNone(group);
    if (!option) return unknownOption(rawName, options);
    if (option.type === 'boolean' && token.value !== undefined) return takesNone(rawName);
    if (
      option.type === 'string' &&
      (token.value === undefined || (!token.inlineValue && token.value.startsWith('-')))
    )
      return new UsageError(`${rawName} needs a value.`);
  }
  return new UsageError(refusal.message);
}

function takesNone(spelling: string): UsageError {
  return new UsageError(`${spelling} takes no value. Write it alone, or leave it out.`);
}

function unknownOption(option: string, options: Spellings): UsageError {
  const long = [...options.keys()].map((spelling) => `--${spelling}`);
  const known = [...options].flatMap(([spelling, { short }]) => [
    `--${spelling}`,
    ...(short ? [`-${short}`] : []),
  ]);
  const all = known.length > 0 ? `There are: ${known.join(', ')}.` : 'This verb takes none.';
  // Among single letters everything is near, and `-y` must not be what someone is talked into.
  return unknownWord('option', option, option.startsWith('--') ? long : [], all);
}

function valueOf(option: Option, spelling: string, given: readonly (string | true)[] = []) {
  if (option.type === 'boolean') return given.length > 0 ? !option.default : option.default;
  if (option.multiple) return given as readonly string[];
  if (given.length > 1) throw new UsageError(`--${spelling} is allowed only once.`);
  return given[0] as string | undefined;
}

function checkWords(
  plain: readonly string[],
  positionals: readonly (readonly [string, Args[string]])[],
  open: boolean,
): void {
  const [missing] = positionals
    .slice(plain.length)
    .filter(([, definition]) => definition.type === 'positional' && definition.required);
  if (missing) throw new UsageError(`Which ${missing[0]}? Add it after the verb.`);
  const surplus = open ? [] : plain.slice(positionals.length);
  if (surplus.length > 0)
    throw new UsageError(`What is "${surplus.join(' ')}"? This verb takes nothing more.`);
}

import type { Option } from './args';
import { readLine, spellingOf } from './read-line';
import { UsageError } from './usage-error';
import { ALLOW_DESTROY, defineVerb, ENVIRONMENT, YES, type Verb } from './verb';
import { VERBS } from './verbs';

const verb = defineVerb({
  args: {
    environment: ENVIRONMENT,
    yes: YES,
    'dry-run': { type: 'boolean' },
    'allow-destroy': ALLOW_DESTROY,
    only: { type: 'string' },
    wait: { type: 'boolean', default: true },
  },
  examples: {},
  run: () => Promise.resolve(),
});
const further: Verb = { ...verb, args: {}, words: 'environments', command: 'command' };

describe('readLine', () => {
  it('takes words, switches and values in any order', () => {
    expect(readLine(verb, ['--dry-run', 'prod', '-y', '--only', 'url']).values).toEqual({
      environment: 'prod',
      yes: true,
      'dry-run': true,
      'allow-destroy': [],
      only: 'url',
      wait: true,
      words: [],
    });
  });

  it('keeps every value of an option that may be repeated, equals signs and brackets included', () => {
    const line = ['prod', '--allow-destroy', 'a.b["c=d"]', '--allow-destroy=e.f["g=h"]'];

    expect(readLine(verb, line).values['allow-destroy']).toEqual(['a.b["c=d"]', 'e.f["g=h"]']);
  });

  it('takes further words only where the verb does', () => {
    expect(readLine(further, ['staging', 'prod']).values).toEqual({ words: ['staging', 'prod'] });
    expect(() => readLine(verb, ['staging', 'prod'])).toThrow(
      'What is "prod"? This verb takes nothing more.',
    );
  });

  it('passes on what follows --, word for word, where the verb runs a command', () => {
    expect(readLine(further, ['staging', '--', 'node', '--yes=no', '--', 'x'])).toEqual({
      values: { words: ['staging'] },
      command: ['node', '--yes=no', '--', 'x'],
    });
    expect(readLine(further, ['staging', '--']).command).toEqual([]);
    expect(() => readLine(verb, ['prod', '--', '--yes'])).toThrow('This verb takes no command after --.');
  });

  it.each([
    [['prod', '--dryrun'], 'There is no option "--dryrun". Did you mean "--dry-run"?'],
    [
      ['prod', '-n'],
      'There is no option "-n". There are: --yes, -y, --dry-run, --allow-destroy, --only, --no-wait.',
    ],
    [['prod', '-yn'], 'There is no option "-n".'],
    [['prod', '--no-yes'], 'There is no option "--no-yes".'],
    [['prod', '--yes=no'], '--yes takes no value. Write it alone, or leave it out.'],
    [['prod', '-y=no'], '-y takes no value. Write it alone, or leave it out.'],
    [[], 'Which environment? Add it after the verb.'],
    [['prod', '--only'], '--only needs a value.'],
    [['prod', '--only', '--yes'], '--only needs a value.'],
    [['prod', '--only='], '--only needs a value.'],
    [['prod', '--only', 'a', '--only', 'b'], '--only is allowed only once.'],
  ])('refuses %j', (line, message) => {
    expect(() => readLine(verb, line)).toThrow(message);
  });

  it('says so when a verb has no options at all', () => {
    expect(() => readLine(further, ['--force'])).toThrow(
      'There is no option "--force". This verb takes none.',
    );
  });
});

describe.each(Object.entries(VERBS))('%s', (_, { load }) => {
  /** The shortest line that the verb takes. */
  async function verbAndLine(): Promise<readonly [Verb, readonly string[]]> {
    const { default: loaded } = await load();
    const words = Object.entries(loaded.args).flatMap(([name, definition]) =>
      definition.type === 'positional' && definition.required ? [name] : [],
    );
    return [loaded, words];
  }

  const refused = (loaded: Verb, line: readonly string[]): void => {
    let thrown: unknown;
    try {
      readLine(loaded, line);
    } catch (error) {
      thrown = error;
    }
    expect([line, thrown]).toEqual([line, expect.any(UsageError)]);
  };

  const options = (loaded: Verb) =>
    Object.entries(loaded.args).filter((entry): entry is [string, Option] => entry[1].type !== 'positional');

  it('takes each switch by its own spellings and never with a value', async () => {
    const [loaded, line] = await verbAndLine();
    for (const [name, option] of options(loaded)) {
      if (option.type !== 'boolean') continue;
      const long = `--${spellingOf(name, option)}`;
      const read = (...more: string[]) => readLine(loaded, [...line, ...more]).values[name];
      expect([long, read(), read(long)]).toEqual([long, option.default, !option.default]);
      refused(loaded, [...line, option.default ? `--${name}` : `--no-${name}`]);
      for (const value of ['no', 'false', '0', 'off', 'yes', 'true', '1', ''])
        refused(loaded, [...line, `${long}=${value}`]);
      refused(loaded, [...line, `${long}x`]);
      if (option.short === undefined) continue;
      expect([name, read(`-${option.short}`)]).toEqual([name, !option.default]);
      for (const value of ['=no', '=', 'no', '0']) refused(loaded, [...line, `-${option.short}${value}`]);
    }
  });

  it('takes each text with a value, and once unless it is a list', async () => {
    const [loaded, line] = await verbAndLine();
    for (const [name, option] of options(loaded)) {
      if (option.type !== 'string') continue;
      const read = (...more: string[]) => readLine(loaded, [...line, ...more]).values[name];
      const value = option.multiple ? ['a=b'] : 'a=b';
      expect([name, read(`--${name}`, 'a=b')]).toEqual([name, value]);
      expect([name, read(`--${name}=a=b`)]).toEqual([name, value]);
      for (const bare of [[`--${name}`], [`--${name}=`], [`--${name}`, ''], [`--${name}`, '--help']])
        refused(loaded, [...line, ...bare]);
      const twice = [`--${name}`, 'a', `--${name}`, 'b'];
      if (option.multiple) expect(read(...twice)).toEqual(['a', 'b']);
      else refused(loaded, [...line, ...twice]);
      refused(loaded, [...line, `--no-${name}`]);
    }
  });
});

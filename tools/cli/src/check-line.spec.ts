import { checkLine } from './check-line';
import { ALLOW_DESTROY, defineVerb, ENVIRONMENT, YES } from './verb';

const verb = defineVerb({
  args: {
    environment: ENVIRONMENT,
    yes: YES,
    'dry-run': { type: 'boolean' },
    'allow-destroy': ALLOW_DESTROY,
    only: { type: 'string' },
    wait: { type: 'boolean', default: true },
  },
  repeatable: ['allow-destroy'],
  examples: {},
  run: () => Promise.resolve(),
});
const open = { ...verb, args: {}, words: 'environments' };

describe('checkLine', () => {
  it('lets pass words, flags and values in any order', () => {
    expect(checkLine(verb, ['--dry-run', 'prod', '-y', '--only', 'url'])).toEqual(
      new Map([['only', ['url']]]),
    );
  });

  it('keeps every value of an option that may be repeated, equals signs and brackets included', () => {
    const line = ['prod', '--allow-destroy', 'a.b["c=d"]', '--allow-destroy=e.f["g=h"]'];

    expect(checkLine(verb, line).get('allow-destroy')).toEqual(['a.b["c=d"]', 'e.f["g=h"]']);
  });

  it('takes further words only where the verb does', () => {
    expect(checkLine(open, ['staging', 'prod']).size).toBe(0);
    expect(() => checkLine(verb, ['staging', 'prod'])).toThrow(
      'What is "prod"? This verb takes nothing more.',
    );
  });

  it.each([
    [['prod', '--dryrun'], 'There is no option "--dryrun". Did you mean "--dry-run"?'],
    [
      ['prod', '-n'],
      'There is no option "-n". There are: --yes, -y, --dry-run, --allow-destroy, --only, --no-wait.',
    ],
    [['prod', '-yn'], 'There is no option "-yn".'],
    [['prod', '--no-yes'], 'There is no option "--no-yes".'],
    [[], 'Which environment? Name it after the verb.'],
    [['prod', '--only'], '--only needs a value.'],
    [['prod', '--only', '--yes'], '--only needs a value.'],
    [['prod', '--only='], '--only needs a value.'],
    [['prod', '--only', 'a', '--only', 'b'], '--only can be given once only.'],
  ])('refuses %j', (line, message) => {
    expect(() => checkLine(verb, line)).toThrow(message);
  });

  it('spells a switch that is on by the word that turns it off', () => {
    expect(() => checkLine(verb, ['prod', '--no-wait'])).not.toThrow();
    expect(() => checkLine(verb, ['prod', '--wait'])).toThrow('There is no option "--wait".');
  });

  it('says so when a verb has no options at all', () => {
    expect(() => checkLine(open, ['--force'])).toThrow('There is no option "--force". This verb takes none.');
  });
});

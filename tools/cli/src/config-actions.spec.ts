import { Secrets } from '@slipway/tool-release';
import { SampleWorld } from '@slipway/tool-release/testing';
import { recordedOutput } from '@slipway/tool-terminal';
import type { ConfigPlace } from '@slipway/tool-operate';
import { CONFIG_ACTIONS, type AskedConfig } from './config-actions';

function placeOf(name: string) {
  const world = new SampleWorld();
  const { ports } = world.process();
  const environment = { ...world.environment, name };
  return { environment, ...ports, by: 'Ada', now: () => world.time } satisfies ConfigPlace;
}

const staging = placeOf('staging');
const prod = placeOf('prod');

async function run(
  action: string,
  place: ConfigPlace,
  names: readonly string[],
  more: Partial<AskedConfig> = {},
) {
  const { output, results } = recordedOutput(false);
  const asked: AskedConfig = {
    names,
    service: undefined,
    fromStdin: false,
    from: undefined,
    count: undefined,
    elsewhere: (_environment, work) => work(staging),
    json: false,
    ...more,
  };
  const context = { workspace: '/workspace', output, command: [] };
  const changed = await CONFIG_ACTIONS[action]!(place, asked, context);
  return { changed, text: results.join('\n') };
}

it('sets what another environment has, shows no value, and remembers where it is from', async () => {
  await new Secrets(staging).set(
    'web',
    new Map([
      ['MAIL_KEY', 'hunter2'],
      ['ONLY', 'x'],
    ]),
  );

  expect(await run('set', prod, ['MAIL_KEY'], { from: 'staging' })).toEqual({
    changed: true,
    text: 'MAIL_KEY: set',
  });
  expect((await run('get', prod, ['MAIL_KEY'])).text).toBe('hunter2');
  expect((await run('history', prod, [])).text).toContain('MAIL_KEY@1  set from staging  no release');
  expect((await run('diff', prod, ['staging'])).text.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['secret', 'prod', 'staging'],
    ['ONLY', 'not set', 'version 1'],
    ['MAIL_KEY', 'version 1', 'version 1'],
  ]);
});

it('sets nothing when one of them is not set there', async () => {
  await expect(run('set', prod, ['ONLY', 'NONE'], { from: 'staging' })).rejects.toThrow(
    'NONE is not set for web of "staging"',
  );
  await expect(run('get', prod, ['ONLY'])).rejects.toThrow('ONLY is not set');
});

it.each<[string, readonly string[], Partial<AskedConfig>, string]>([
  ['set', ['KEY'], { from: 'prod' }, '"prod" has these values already.'],
  ['set', [], { from: 'staging', fromStdin: true }, 'not from both'],
  ['set', [], { from: 'staging' }, 'Which one?'],
  ['set', ['KEY', 'OTHER'], {}, 'For several at once use --from-stdin.'],
  ['diff', [], {}, 'With which one?'],
  ['diff', ['prod'], {}, 'is the same environment'],
  ['history', ['A', 'B'], {}, 'add one name, or none'],
  ['history', [], { count: 'many' }, '--count is "many"'],
  ['history', [], { service: 'wbe' }, 'Did you mean "web"?'],
  ['get', [], {}, 'Which one?'],
  ['unset', [], {}, 'Which ones?'],
])('%s %j with %j says what is wrong', async (action, names, more, words) => {
  await expect(run(action, prod, names, more)).rejects.toThrow(words);
});

import fc from 'fast-check';
import type { EnvironmentSpec } from '@slipway/core';
import { SampleWorld } from '@slipway/tool-release/testing';
import { getConfig, listConfig, setConfig, unsetConfig, type ConfigPlace } from './config';
import { checkNames } from './config-names';
import { parseDotenv } from './dotenv';
import { sampleOpenEnvironment } from './sample-environment';

const SERVICES = {
  services: { web: { secrets: ['SESSION_KEY', 'OTHER'], environment: { LOG_LEVEL: 'info' } } },
};

describe('names', () => {
  const place = sampleOpenEnvironment({}, SERVICES);
  const check =
    (...names: string[]) =>
    () =>
      checkNames(place, 'web', names);

  it.each(['SESSION_KEY', '_X', 'A1'])('%s is fine', (name) => expect(check(name)).not.toThrow());

  it.each([
    ['session-key', 'capital letters'],
    ['1A', 'capital letters'],
    ['PORT', 'services.web.port'],
    ['MIGRATE', 'services.web.migrate'],
    ['RELEASE_VERSION', 'without RELEASE_'],
    ['DATABASE_PASSWORD', 'comes from RDS'],
    [
      'LOG_LEVEL',
      'LOG_LEVEL is already in services.web.environment of environments/staging/environment.ts. Remove it there and deploy, or choose another name.\nNothing was changed.',
    ],
  ])('%s is not', (name, why) => expect(check(name)).toThrow(why));

  it('with a value behind are refused with the reason, and without the value', () => {
    expect(check('SESSION_KEY=hunter2')).toThrow(/^(?!.*hunter2).*history/);
  });

  it('are all told at once', () => expect(check('PORT', 'a')).toThrow(/PORT.*\n.*capital/));
});

describe('dotenv', () => {
  it('reads names and values', () => {
    const text = `# comment\n\nexport A=1\nB = two words \nC='a "b" $c'\nD="x\\ny \\"z\\""\r\nE=a=b#c\n`;
    expect(Object.fromEntries(parseDotenv(text))).toEqual({
      A: '1',
      B: 'two words',
      C: 'a "b" $c',
      D: 'x\ny "z"',
      E: 'a=b#c',
    });
  });

  it('keeps every value that is written in double quotes', () => {
    const escaped = (value: string) => value.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n');
    fc.assert(
      fc.property(
        fc.string().filter((value) => !value.includes('\r')),
        (value) => expect(parseDotenv(`X="${escaped(value)}"`).get('X')).toBe(value),
      ),
    );
  });

  it('takes empty values and indented comments, and a quote inside of a word', () => {
    expect(Object.fromEntries(parseDotenv(`  # indented\n \nA=\nB=""\nC=''\nD=it's\n  export  E=1`))).toEqual(
      {
        A: '',
        B: '',
        C: '',
        D: "it's",
        E: '1',
      },
    );
  });

  it.each(["A='", 'A="', `A='it's'`, `A='x"`, '=x', 'A B'])('does not guess at %s', (line) => {
    expect(() => parseDotenv(line)).toThrow(
      'Not of the form NAME=value, or the same name twice: line 1. Nothing was changed.',
    );
  });

  it('names the lines that are wrong, and not what they say', () => {
    expect(() => parseDotenv('A=1\nhunter2\nB="open\nA=2')).toThrow('line 2, 3, 4.');
  });
});

/** The environment in an account in memory. */
function sampled(spec: Partial<EnvironmentSpec> = {}) {
  const world = new SampleWorld();
  const { ports } = world.process();
  const { environment } = sampleOpenEnvironment({}, spec);
  const place: ConfigPlace = { environment, ...ports, by: 'Ada', now: () => world.time };
  return { world, place };
}

const PATH = '/acme/staging/web';

describe('list', () => {
  it('tells names, versions, when they were set, and what a release will miss', async () => {
    const { world, place } = sampled(SERVICES);
    world.parameters.page = 2;
    world.parameters.set(`${PATH}/Z`, 1);
    await setConfig(place, new Map([['OTHER', 'hunter2']]));
    const at = new Date(world.time).toISOString();
    world.time += 60_000;
    await setConfig(place, new Map([['A', 'hunter3']]));

    const listed = await listConfig(place);
    expect(listed).toMatchObject({
      entries: [
        { name: 'A', version: 1 },
        { name: 'OTHER', version: 1 },
        { name: 'Z', version: 1 },
      ],
      missing: ['SESSION_KEY'],
    });
    expect(listed.entries[1]?.changedAt.slice(0, 16)).toBe(at.slice(0, 16));
    expect(JSON.stringify(listed)).not.toContain('hunter');
  });
});

describe('set', () => {
  it('writes all of them as one change, under names of their own, and into the plain parameters', async () => {
    const { world, place } = sampled(SERVICES);
    await setConfig(
      place,
      new Map([
        ['SESSION_KEY', 'hunter2'],
        ['OTHER', 'two'],
      ]),
    );

    expect(world.parameters.names()).toEqual([
      `${PATH}/OTHER`,
      `${PATH}/OTHER/v1`,
      `${PATH}/SESSION_KEY`,
      `${PATH}/SESSION_KEY/v1`,
    ]);
    expect(world.parameters.value(`${PATH}/SESSION_KEY/v1`)).toBe('hunter2');
    expect(world.parameters.value(`${PATH}/SESSION_KEY`)).toBe('hunter2');
    expect(await world.store.list('config/')).toEqual(['config/000001.json']);
    expect(world.store.body('config/000001.json')).not.toContain('hunter2');
  });

  it('encrypts with the environment’s key', async () => {
    const { world, place } = sampled(SERVICES);
    const put = jest.spyOn(world.parameters.client, 'putParameter');
    await setConfig(place, new Map([['SESSION_KEY', 'hunter2']]));

    for (const [asked] of put.mock.calls) {
      expect(asked).toMatchObject({
        Value: 'hunter2',
        Type: 'SecureString',
        KeyId: 'alias/acme-staging',
        Tier: 'Intelligent-Tiering',
      });
    }
    expect(put).toHaveBeenCalledTimes(2);
  });

  it.each(['{"a":{"b":1}}', '{{', '}} {{', 'a 😀', '\uFFFD', '{ {a} }'])('keeps %j', async (value) => {
    const { place } = sampled();
    await setConfig(place, new Map([['ODD', value]]));
    expect(await getConfig(place, 'ODD')).toBe(value);
  });

  it('keeps what just fits, counted in bytes', async () => {
    const { place } = sampled();
    await setConfig(place, new Map([['BIG', 'é'.repeat(4096)]]));
    expect(await getConfig(place, 'BIG')).toHaveLength(4096);
    await expect(setConfig(place, new Map([['BIG', 'é'.repeat(4097)]]))).rejects.toThrow('has 8194 bytes');
  });

  it.each([
    ['', 'is empty'],
    ['x'.repeat(8193), 'has 8193 bytes'],
    ['{{name}}', 'has {{…}} in it'],
    ['a {{ssm:/other}} b', 'has {{…}} in it'],
    ['{{\n}}', 'has {{…}} in it'],
    ['a \uD800 b', 'is not valid Unicode'],
    ['a\0b', 'has a zero byte'],
  ])('refuses a value that SSM would not take before anything is changed', async (value, why) => {
    const { world, place } = sampled();
    const values = new Map([
      ['GOOD', 'value'],
      ['BAD', value],
    ]);

    await expect(setConfig(place, values)).rejects.toThrow(why);
    expect(world.parameters.names()).toEqual([]);
  });
});

describe('get and unset', () => {
  it('get is the value, or says that there is none', async () => {
    const { world, place } = sampled();
    await setConfig(place, new Map([['KEY', 'hunter2']]));
    // By another tool, and not taken in yet.
    world.parameters.set(`${PATH}/FOUND`, 1, 'hunter3');

    expect(await getConfig(place, 'KEY')).toBe('hunter2');
    expect(await getConfig(place, 'FOUND')).toBe('hunter3');
    await expect(getConfig(place, 'NONE')).rejects.toMatchObject({
      kind: 'usage',
      message: 'NONE is not set for web of "staging". See what is: npx slipway config list staging',
    });
  });

  it('unset tells what was there, and removes the plain parameters, of however many', async () => {
    const { world, place } = sampled();
    const names = Array.from({ length: 11 }, (_, index) => `N${index}`);
    await setConfig(place, new Map(names.slice(1).map((name) => [name, 'x'])));

    expect(await unsetConfig(place, names)).toEqual(names.slice(1).sort());
    expect(world.parameters.names().filter((name) => !name.endsWith('/v1'))).toEqual([]);
    expect(await unsetConfig(place, names)).toEqual([]);
  });

  it('get passes on what AWS refuses', async () => {
    const { world, place } = sampled();
    await setConfig(place, new Map([['KEY', 'hunter2']]));
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    jest.spyOn(world.parameters.client, 'getParameters').mockRejectedValue(denied);

    await expect(getConfig(place, 'KEY')).rejects.toBe(denied);
  });

  it('unset refuses what the environment requires', async () => {
    await expect(unsetConfig(sampled(SERVICES).place, ['SESSION_KEY'])).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(
        /without SESSION_KEY: .*Nothing was changed\.\nRemove it from services\.web\.secrets in environments\/staging\/environment\.ts first, and deploy that\.$/,
      ),
    });
  });

  it.each([
    ['get', (place: ConfigPlace) => getConfig(place, 'KEY', 'wbe')],
    ['set', (place: ConfigPlace) => setConfig(place, new Map(), { service: 'wbe' })],
    ['unset', (place: ConfigPlace) => unsetConfig(place, ['KEY'], 'wbe')],
    ['list', (place: ConfigPlace) => listConfig(place, 'worker')],
  ])('%s is about a service that exists', async (_, run) => {
    await expect(run(sampled().place)).rejects.toThrow(
      /^"staging" has no service "\w+"\. (?:Did you mean "web"\?|There are: web\.)$/,
    );
  });
});

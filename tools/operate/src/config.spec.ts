import fc from 'fast-check';
import { getConfig, listConfig, setConfig, unsetConfig } from './config';
import { checkNames } from './config-names';
import { parseDotenv } from './dotenv';
import { sampleOpenEnvironment } from './sample-environment';

const SERVICES = {
  services: { web: { secrets: ['SESSION_KEY', 'OTHER'], environment: { LOG_LEVEL: 'info' } } },
};

describe('names', () => {
  const { environment } = sampleOpenEnvironment({}, SERVICES);
  const check =
    (...names: string[]) =>
    () =>
      checkNames(environment, 'web', names);

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

describe('list', () => {
  it('tells names of all pages and what a release will miss, and never asks for values', async () => {
    const getParametersByPath = jest
      .fn()
      .mockResolvedValueOnce({
        Parameters: [
          { Name: '/acme/staging/web/Z', Version: 1, LastModifiedDate: new Date(0), Value: 'cipher' },
        ],
        NextToken: 'more',
      })
      .mockResolvedValueOnce({ Parameters: [{ Name: '/acme/staging/web/OTHER', Version: 3 }] });

    expect(await listConfig(sampleOpenEnvironment({ ssm: { getParametersByPath } }, SERVICES))).toEqual({
      entries: [
        { name: 'OTHER', version: 3, changedAt: '' },
        { name: 'Z', version: 1, changedAt: '1970-01-01T00:00:00.000Z' },
      ],
      missing: ['SESSION_KEY'],
    });
    expect(getParametersByPath).toHaveBeenCalledWith(
      expect.objectContaining({ Path: '/acme/staging/web/', WithDecryption: false }),
    );
  });
});

describe('set', () => {
  const putParameter = jest.fn().mockResolvedValue({});
  const open = sampleOpenEnvironment({ ssm: { putParameter } }, SERVICES);
  beforeEach(() => putParameter.mockClear());

  it('encrypts with the environment’s key', async () => {
    await setConfig(open, new Map([['SESSION_KEY', 'hunter2']]));

    expect(putParameter).toHaveBeenCalledWith({
      Name: '/acme/staging/web/SESSION_KEY',
      Value: 'hunter2',
      Type: 'SecureString',
      KeyId: 'alias/acme-staging',
      Tier: 'Intelligent-Tiering',
      Overwrite: true,
    });
  });

  it('keeps what just fits, counted in bytes', async () => {
    await setConfig(open, new Map([['BIG', 'é'.repeat(4096)]]));
    expect(putParameter).toHaveBeenCalledTimes(1);
    await expect(setConfig(open, new Map([['BIG', 'é'.repeat(4097)]]))).rejects.toThrow('has 8194 bytes');
  });

  it.each([
    ['', 'is empty'],
    ['x'.repeat(8193), 'has 8193 bytes'],
  ])('refuses a value that SSM would not take before anything is changed', async (value, why) => {
    const values = new Map([
      ['GOOD', 'value'],
      ['BAD', value],
    ]);

    await expect(setConfig(open, values)).rejects.toThrow(why);
    expect(putParameter).not.toHaveBeenCalled();
  });
});

describe('get and unset', () => {
  it('get is the value, or says that there is none', async () => {
    const getParameter = jest
      .fn()
      .mockResolvedValueOnce({ Parameter: { Value: 'hunter2' } })
      .mockRejectedValueOnce(Object.assign(new Error('none'), { name: 'ParameterNotFound' }));
    const open = sampleOpenEnvironment({ ssm: { getParameter } });

    expect(await getConfig(open, 'KEY')).toBe('hunter2');
    await expect(getConfig(open, 'KEY')).rejects.toMatchObject({
      kind: 'usage',
      message: 'KEY is not set for web of "staging". See what is: npx slipway config list staging',
    });
  });

  it('unset tells what was there, ten at a time', async () => {
    const deleteParameters = jest.fn(({ Names }: { Names: string[] }) =>
      Promise.resolve({ DeletedParameters: Names.slice(0, 1) }),
    );
    const names = Array.from({ length: 11 }, (_, index) => `N${index}`);

    expect(await unsetConfig(sampleOpenEnvironment({ ssm: { deleteParameters } }), names)).toEqual([
      'N0',
      'N10',
    ]);
    const asked = deleteParameters.mock.calls.map(([{ Names }]) => Names);
    expect(asked.map(({ length }) => length)).toEqual([10, 1]);
    expect(asked.flat()).toEqual(names.map((name) => `/acme/staging/web/${name}`));
  });

  it('get asks for the one value, and passes on what AWS refuses', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    const getParameter = jest.fn().mockRejectedValue(denied);

    await expect(getConfig(sampleOpenEnvironment({ ssm: { getParameter } }), 'KEY')).rejects.toBe(denied);
    expect(getParameter).toHaveBeenCalledWith({ Name: '/acme/staging/web/KEY', WithDecryption: true });
  });

  it('unset refuses what the environment requires', async () => {
    await expect(unsetConfig(sampleOpenEnvironment({}, SERVICES), ['SESSION_KEY'])).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(
        /without SESSION_KEY: services\.web\.secrets in environments\/staging\/environment\.ts .*Nothing was changed\.\nRemove it there first\.$/,
      ),
    });
  });

  it.each([
    ['get', (open: ReturnType<typeof sampleOpenEnvironment>) => getConfig(open, 'KEY', 'wbe')],
    ['set', (open: ReturnType<typeof sampleOpenEnvironment>) => setConfig(open, new Map(), 'wbe')],
    ['unset', (open: ReturnType<typeof sampleOpenEnvironment>) => unsetConfig(open, ['KEY'], 'wbe')],
    ['list', (open: ReturnType<typeof sampleOpenEnvironment>) => listConfig(open, 'worker')],
  ])('%s is about a service that exists', async (_, run) => {
    await expect(run(sampleOpenEnvironment({}))).rejects.toThrow(
      /^"staging" has no service "\w+"\. (?:Did you mean "web"\?|There are: web\.)$/,
    );
  });
});

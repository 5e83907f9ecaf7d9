import { advice, bad, good, type Check } from './finding';
import { runChecks } from './run-checks';

const check = (name: string, run: Check['run'], needs?: readonly string[]): Check => ({ name, run, needs });

describe('checks', () => {
  it('run side by side and are told in their order', async () => {
    let release: (() => void) | undefined;
    const second = new Promise<void>((resolve) => (release = resolve));
    const checks = [
      check('waits for the other', async () => second.then(() => good('one'))),
      check('lets it go', async () => (release?.(), good('two'))),
    ];

    expect((await runChecks(checks, { limitMs: 5000 })).map(({ found }) => found)).toEqual(['one', 'two']);
  });

  it.each([
    ['an error', new Error('It broke.\nFix it.'), { state: 'bad', found: 'It broke.', fix: 'Fix it.' }],
    ['an error without words', new TypeError(), { state: 'bad', found: 'TypeError' }],
    ['what is no error', 'gone', { state: 'bad', found: 'gone' }],
  ])('never throw: %s is a finding', async (_, thrown, finding) => {
    expect(await runChecks([check('a', () => Promise.reject(thrown))])).toEqual([{ name: 'a', ...finding }]);
  });

  it('may throw before they promise anything', async () => {
    const broken = check('a', () => {
      throw new Error('at once');
    });

    expect(await runChecks([broken])).toEqual([{ name: 'a', state: 'bad', found: 'at once' }]);
  });

  it('have a time limit', async () => {
    const [late] = await runChecks([check('a', () => new Promise(() => undefined))], { limitMs: 20 });

    expect(late).toMatchObject({ state: 'bad', found: 'no answer within 0.02 s' });
  });

  it('are left out, with all that builds on them, when what they need is bad', async () => {
    const never = jest.fn();
    const checks = [
      check('bucket', async () => bad('not there')),
      check('releases', never, ['bucket']),
      check('tasks', never, ['releases']),
    ];

    expect((await runChecks(checks)).map(({ state, found }) => [state, found])).toEqual([
      ['bad', 'not there'],
      ['skipped', 'not checked: bucket comes first'],
      ['skipped', 'not checked: releases comes first'],
    ]);
    expect(never).not.toHaveBeenCalled();
  });

  it('go on after advice', async () => {
    const checks = [check('a', async () => advice('so so')), check('b', async () => good('fine'), ['a'])];

    expect((await runChecks(checks))[1]).toEqual({ name: 'b', state: 'good', found: 'fine' });
  });

  it('cannot need what does not stand before them', async () => {
    await expect(runChecks([check('a', async () => good(''), ['b'])])).rejects.toThrow('needs "b"');
  });

  it('of one read that fails are one finding, and one error each where it is not the same', async () => {
    const error = new Error('No answer.');
    const read = Promise.reject(error);
    const checks = ['a', 'b', 'c'].map((name) => check(name, () => read));
    const made = await runChecks([...checks, check('d', () => Promise.reject(new Error('No answer.')))]);

    expect(made.map(({ name, state, found }) => [name, state, found])).toEqual([
      ['a', 'bad', 'No answer.'],
      ['b', 'skipped', 'not checked: a comes first'],
      ['c', 'skipped', 'not checked: a comes first'],
      ['d', 'bad', 'No answer.'],
    ]);
  });
});

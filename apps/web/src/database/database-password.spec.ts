import type { Log } from '../log';
import { DatabasePassword } from './database-password';

let clock: number;
let logged: unknown[][];
const log: Log = (...line) => void logged.push(line);

beforeEach(() => {
  clock = 0;
  logged = [];
});

function password(read?: () => Promise<string>, initial: string | undefined = 'first') {
  return new DatabasePassword({ initial, read, log, now: () => clock });
}

test('nothing is read while nothing is refused', async () => {
  const read = jest.fn();
  const subject = password(read);
  expect([subject.current, await subject.get()]).toEqual(['first', 'first']);
  expect(read).not.toHaveBeenCalled();
});

test('who is refused at the same time reads once, and gets the new one', async () => {
  const read = jest.fn().mockResolvedValue('second');
  const subject = password(read);
  expect(await Promise.all([1, 2, 3].map(() => subject.renew('first')))).toEqual([true, true, true]);
  expect(subject.current).toBe('second');
  expect(read).toHaveBeenCalledTimes(1);
  expect(logged).toEqual([['info', 'the database has a new password']]);
});

test('who was refused with an older one has a newer one already', async () => {
  const read = jest.fn().mockResolvedValue('second');
  const subject = password(read);
  await subject.renew('first');
  expect(await subject.renew('first')).toBe(true);
  expect(read).toHaveBeenCalledTimes(1);
});

test('a secret that is still the old one is left alone for some seconds', async () => {
  const read = jest.fn().mockResolvedValue('first');
  const subject = password(read);
  for (clock of [0, 1_000, 2_999]) expect(await subject.renew('first')).toBe(false);
  expect(read).toHaveBeenCalledTimes(1);
  read.mockResolvedValue('second');
  clock = 3_000;
  expect(await subject.renew('first')).toBe(true);
  expect(read).toHaveBeenCalledTimes(2);
});

test('every rotation is followed, without a pause after one that brought something new', async () => {
  const read = jest.fn().mockResolvedValueOnce('second').mockResolvedValueOnce('third');
  const subject = password(read);
  await subject.renew('first');
  expect(await subject.renew('second')).toBe(true);
  expect(subject.current).toBe('third');
});

test('a secret that cannot be read is logged, is left alone for some seconds, and leaves the password', async () => {
  const read = jest.fn().mockRejectedValue(new Error('AccessDenied'));
  const subject = password(read);
  expect([await subject.renew('first'), await subject.renew('first')]).toEqual([false, false]);
  expect(read).toHaveBeenCalledTimes(1);
  expect(subject.current).toBe('first');
  expect(logged).toEqual([
    ['error', 'the secret of the database cannot be read', { reason: 'AccessDenied' }],
  ]);
});

test('without a secret there is no other password', async () => {
  expect(await password().renew('first')).toBe(false);
  expect(logged).toEqual([]);
});

test('one that was never given is read, and if there is none that is said', async () => {
  expect(await new DatabasePassword({ initial: undefined, read: async () => 'second', log }).get()).toBe(
    'second',
  );
  await expect(new DatabasePassword({ initial: undefined, log }).get()).rejects.toThrow(
    'Postgres asks for a password, and DATABASE_PASSWORD is not set.',
  );
  expect(logged).toEqual([]);
});

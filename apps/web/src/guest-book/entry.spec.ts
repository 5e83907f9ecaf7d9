import { LIMITS, newEntry } from './entry';

test('takes what a visitor writes, without the space around it', () => {
  expect(newEntry.parse({ name: ' Ada ', message: '\nhello\n' })).toEqual({ name: 'Ada', message: 'hello' });
});

test('takes what looks like markup as the text it is', () => {
  const message = '<script>alert(1)</script>';
  expect(newEntry.parse({ name: 'Ada', message }).message).toBe(message);
});

test.each([
  ['no name', { message: 'hello' }],
  ['a name of spaces', { name: '  ', message: 'hello' }],
  ['no message', { name: 'Ada', message: '' }],
  ['a name that is too long', { name: 'a'.repeat(LIMITS.name + 1), message: 'hello' }],
  ['a message that is too long', { name: 'Ada', message: 'a'.repeat(LIMITS.message + 1) }],
  ['what Postgres cannot keep', { name: 'Ada', message: 'a\0b' }],
])('refuses %s', (_, sent) => {
  expect(newEntry.safeParse(sent).success).toBe(false);
});

test('takes the longest that is allowed', () => {
  const sent = { name: 'a'.repeat(LIMITS.name), message: 'a'.repeat(LIMITS.message) };
  expect(newEntry.parse(sent)).toEqual(sent);
});

import { isUnchanged } from './conditional';

const ANSWERED = ['ETag', '"a"', 'Last-Modified', 'Wed, 25 Nov 2026 12:00:00 GMT'];

test.each([
  ['nothing', [], false],
  ['the tag', ['If-None-Match', '"a"'], true],
  ['the tag, made weak by compression', ['If-None-Match', 'W/"a"'], true],
  ['the tag among others', ['If-None-Match', '"b", "a"'], true],
  ['any', ['If-None-Match', '*'], true],
  ['another tag', ['If-None-Match', '"b"'], false],
  [
    'another tag, and a date',
    ['If-None-Match', '"b"', 'If-Modified-Since', 'Wed, 25 Nov 2026 12:00:00 GMT'],
    false,
  ],
  ['the date', ['If-Modified-Since', 'Wed, 25 Nov 2026 12:00:00 GMT'], true],
  ['an earlier date', ['If-Modified-Since', 'Wed, 25 Nov 2026 11:59:59 GMT'], false],
  ['no date', ['If-Modified-Since', 'yesterday'], false],
])('a viewer that knows %s', (_, asked, expected) => {
  expect(isUnchanged(asked, ANSWERED)).toBe(expected);
});

test('what has no tag and no date may have changed', () => {
  expect(isUnchanged(['If-None-Match', '*', 'If-Modified-Since', 'Wed, 25 Nov 2026 12:00:00 GMT'], [])).toBe(
    false,
  );
});

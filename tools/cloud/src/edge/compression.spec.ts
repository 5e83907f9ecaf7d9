import { compressedHeaders, compressionOf } from './compression';

const answer = (differing: { readonly [name: string]: string | undefined } = {}, status = 200) => {
  const headers = {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Content-Length': '5000',
    ...differing,
  };
  const given = Object.entries(headers).filter(([, value]) => value !== undefined) as [string, string][];
  return { status, headers: given.flat() };
};

test.each([
  ['a script', answer(), 'br'],
  ['a missing page', answer({ 'Content-Type': 'text/html' }, 404), 'br'],
  ['just large enough', answer({ 'Content-Length': '1000' }), 'br'],
  ['just small enough', answer({ 'Content-Length': '10000000' }), 'br'],
  ['too small', answer({ 'Content-Length': '999' }), undefined],
  ['too large', answer({ 'Content-Length': '10000001' }), undefined],
  ['of unknown length', answer({ 'Content-Length': undefined }), undefined],
  ['compressed by the origin', answer({ 'Content-Encoding': 'gzip' }), undefined],
  ['an image', answer({ 'Content-Type': 'image/webp' }), undefined],
  ['a font that is compressed in itself', answer({ 'Content-Type': 'font/woff2' }), undefined],
  ['of no type', answer({ 'Content-Type': undefined }), undefined],
  ['a part', answer({}, 206), undefined],
  ['a server error', answer({}, 500), undefined],
])('%s', (_, given, expected) => {
  expect(compressionOf(given, ['br', 'gzip'])).toBe(expected);
});

test('with what the viewer takes, or not at all', () => {
  expect(compressionOf(answer(), ['gzip'])).toBe('gzip');
  expect(compressionOf(answer(), [])).toBeUndefined();
});

test('the headers are those of other bytes', () => {
  const headers = ['Content-Length', '5000', 'ETag', '"a"', 'Accept-Ranges', 'bytes', 'Vary', 'Origin'];
  expect(compressedHeaders(headers, 'br')).toEqual([
    ...['ETag', 'W/"a"', 'Vary', 'Origin', 'Content-Encoding', 'br', 'Vary', 'Accept-Encoding'],
  ]);
});

test.each([
  ['W/"a"', ['ETag', 'W/"a"']],
  ['a', []],
])('the tag %s', (tag, expected) => {
  const rest = ['Vary', 'accept-encoding', 'Content-Encoding', 'gzip'];
  expect(compressedHeaders(['ETag', tag, 'Vary', 'accept-encoding'], 'gzip')).toEqual([...expected, ...rest]);
});

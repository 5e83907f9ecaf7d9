import { domainFix, hostNameFix, isHostName } from './host-name';

describe('host names', () => {
  test.each([
    'example.com',
    'staging.acme.example',
    'xn--mnchen-3ya.de',
    'ns-1.awsdns-00.co.uk',
    '1.example',
    `${'a'.repeat(63)}.com`,
    `${'a.'.repeat(125)}com`,
  ])('%s is one', (name) => expect(isHostName(name)).toBe(true));

  test.each([
    'localhost',
    'Example.com',
    'example.com.',
    '*.example.com',
    '-a.com',
    'a-.com',
    'a..com',
    'under_score.com',
    '10.0.0.1',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(126)}com`,
  ])('%s is none', (name) => expect(isHostName(name)).toBe(false));

  test.each([
    ['https://Example.com/path?x', "Write 'example.com'."],
    ['example.com.', "Write 'example.com'."],
    ['example.com:3000', "Write 'example.com'."],
    ['example.com...', "Write 'example.com'."],
    ['  example.com ', "Write 'example.com'."],
    ['münchen.de', "Write 'xn--mnchen-3ya.de'."],
  ])('%s is nearly one', (name, fix) => expect(hostNameFix(name)).toBe(fix));

  test('what cannot be mended is explained', () => {
    expect(hostNameFix('localhost')).toMatch('with at least one dot');
    expect(hostNameFix('example.com')).toBeUndefined();
  });

  test('a domain fits into a certificate', () => {
    const longest = `${'a'.repeat(52)}.example.com`;
    expect(domainFix(longest)).toBeUndefined();
    expect(domainFix(`a${longest}`)).toMatch('at most 64 characters, this has 65');
  });
});

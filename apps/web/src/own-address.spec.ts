import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ownAddress } from './own-address';

const BEHIND_PROXY = { host: 'acme.example', 'x-forwarded-proto': 'https' };
const address = (headers: HeadersInit, path?: string) => ownAddress(new Headers(headers), path).href;

test.each([
  ['behind CDN and load balancer', BEHIND_PROXY, 'https://acme.example/x'],
  ['where it is developed', { host: 'localhost:3000' }, 'http://localhost:3000/x'],
  [
    'with a proxy before the load balancer',
    { ...BEHIND_PROXY, 'x-forwarded-proto': 'https, http' },
    'https://acme.example/x',
  ],
  ['over IPv6', { host: '[::1]:3000' }, 'http://[::1]:3000/x'],
  [
    'whatever a visitor forwards',
    { ...BEHIND_PROXY, 'x-forwarded-host': 'evil.example' },
    'https://acme.example/x',
  ],
  [
    'for no host that could be one',
    { host: 'a@evil.example/', 'x-forwarded-proto': 'https' },
    'https://localhost/x',
  ],
  ['for no host at all', {}, 'http://localhost/x'],
])('%s', (_, headers, expected) => expect(address(headers as HeadersInit, '/x')).toBe(expected));

test.each(['//evil.example', 'https://evil.example/', '/\\evil.example', 'http://[', 'javascript:alert(1)'])(
  'what leads elsewhere (%s) leads home',
  (path) => expect(address(BEHIND_PROXY, path)).toBe('https://acme.example/'),
);

test('nothing of the app asks Next for its own address', () => {
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file) && file !== 'own-address.ts')
    .filter((file) =>
      /new URL\([^)]*\.url\b|nextUrl\.(?:origin|host|href|clone)/.test(
        readFileSync(join(__dirname, file), 'utf8'),
      ),
    );
  expect(files).toEqual([]);
});

import { siteOf } from './site-url';

test('a site is found by the very host name, not by a part of it', () => {
  const sites = [
    { hosts: ['www.staging.acme.example'], url: 'http://127.0.0.1:1' },
    { hosts: ['acme.example', 'staging.acme.example'], url: 'http://127.0.0.1:2' },
  ];
  expect(siteOf('staging.acme.example', sites)).toBe('http://127.0.0.1:2');
  expect(siteOf('example', sites)).toBeUndefined();
});

import { releaseBucket } from './release-bucket';

test('the ledger’s bucket is named by app, environment and account', () => {
  expect(releaseBucket({ app: 'acme', name: 'prod', aws: { account: '222222222222' } })).toBe(
    'acme-prod-releases-222222222222',
  );
});

import { assetBucket } from './asset-bucket';

test('the bucket of assets is named by app, environment and account', () => {
  expect(assetBucket({ app: 'acme', name: 'prod', aws: { account: '222222222222' } })).toBe(
    'acme-prod-assets-222222222222',
  );
});

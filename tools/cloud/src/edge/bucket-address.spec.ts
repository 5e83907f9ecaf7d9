import { bucketAddress } from './bucket-address';

test.each([
  ['assets.s3.eu-west-1.amazonaws.com', { bucket: 'assets', region: 'eu-west-1' }],
  ['assets.s3-eu-west-1.amazonaws.com', { bucket: 'assets', region: 'eu-west-1' }],
  ['assets.s3.amazonaws.com', { bucket: 'assets', region: 'us-east-1' }],
  ['acme.example.s3.eu-west-1.amazonaws.com', { bucket: 'acme.example', region: 'eu-west-1' }],
  ['acme.example', undefined],
])('%s', (name, expected) => {
  expect(bucketAddress(name)).toEqual(expected);
});

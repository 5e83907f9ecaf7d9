import { authorizationOf, operationOf } from './authorization';

const SCOPE = 'ASIAONE/20260101/eu-west-1/ecs/aws4_request';
const READ = { accessKey: 'ASIAONE', region: 'eu-west-1', service: 'ecs' };

test.each([
  ['a signed header', `AWS4-HMAC-SHA256 Credential=${SCOPE}, SignedHeaders=host, Signature=00`, '/'],
  ['one without spaces', `AWS4-HMAC-SHA256 Credential=${SCOPE},SignedHeaders=host,Signature=00`, '/'],
  ['a presigned address', undefined, `/b/k?X-Amz-Credential=${encodeURIComponent(SCOPE)}&X-Amz-Date=x`],
])('%s says whose call it is', (_, header, path) => {
  expect(authorizationOf(header, path)).toEqual(READ);
});

test.each([
  ['nothing', undefined, '/'],
  ['another scheme', 'Bearer abc', '/'],
  ['a scope that lacks a part', 'AWS4-HMAC-SHA256 Credential=ASIAONE/20260101/ecs/aws4_request', '/'],
  ['a scope without a key', 'AWS4-HMAC-SHA256 Credential=/20260101/eu-west-1/ecs/aws4_request', '/'],
])('%s says nothing', (_, header, path) => {
  expect(authorizationOf(header, path)).toBeUndefined();
});

interface Sent {
  readonly target?: string;
  readonly contentType?: string;
  readonly body?: string;
}

test.each<[string, Sent, string]>([
  ['X-Amz-Target', { target: 'AmazonEC2ContainerServiceV20141113.CreateCluster' }, 'CreateCluster'],
  [
    'Action of a form',
    {
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
      body: 'Version=1&Action=DescribeVpcs',
    },
    'DescribeVpcs',
  ],
  ['a form without one', { contentType: 'application/x-www-form-urlencoded', body: 'a=b' }, 'PUT /b/k'],
  ['nothing of these', {}, 'PUT /b/k'],
])('the operation is read from %s', (_, { body = '', ...rest }, expected) => {
  expect(operationOf({ method: 'PUT', path: '/b/k?acl', body: Buffer.from(body), ...rest })).toBe(expected);
});

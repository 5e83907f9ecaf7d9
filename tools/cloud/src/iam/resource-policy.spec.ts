import { permits, type PolicyRequest } from './resource-policy';

const ARN = 'arn:aws:cloudfront::222222222222:distribution/E1';
const SERVICE = { Service: 'cloudfront.amazonaws.com' };
const READ: PolicyRequest = {
  service: 'cloudfront.amazonaws.com',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::assets/_next/static/a.js',
  context: { 'aws:sourcearn': ARN, 'aws:sourceaccount': '222222222222', 'aws:securetransport': 'true' },
};
const ALLOW = {
  Effect: 'Allow',
  Principal: SERVICE,
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::assets/*',
  Condition: { StringEquals: { 'aws:SourceArn': ARN } },
};

const allows = (statement: object, request = READ) =>
  permits(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }), request);

test('what is allowed is permitted, and nothing without a policy', () => {
  expect(allows(ALLOW)).toBe(true);
  expect(permits(JSON.stringify({ Statement: ALLOW }), READ)).toBe(true);
  expect(permits('', READ)).toBe(false);
});

test.each([
  ['another distribution', { Condition: { StringEquals: { 'aws:SourceArn': `${ARN}X` } } }, false],
  [
    'any distribution of the account',
    { Condition: { ArnLike: { 'AWS:SourceArn': `${ARN.slice(0, -2)}*` } } },
    true,
  ],
  ['one of several', { Condition: { StringEquals: { 'aws:SourceArn': ['arn:x', ARN] } } }, true],
  ['a wildcard that is none', { Condition: { StringEquals: { 'aws:SourceArn': '*' } } }, false],
  ['a condition on what is not known', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }, false],
  ['one only if it is known', { Condition: { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } } }, true],
  ['not another account', { Condition: { StringNotEquals: { 'aws:SourceAccount': '1' } } }, true],
  ['not this account', { Condition: { StringNotEquals: { 'aws:SourceAccount': '222222222222' } } }, false],
  ['every condition', { Condition: { ...ALLOW.Condition, Bool: { 'aws:SecureTransport': 'false' } } }, false],
  [
    'an operator that nobody here knows',
    { Condition: { DateGreaterThan: { 'aws:CurrentTime': '2020' } } },
    false,
  ],
  ['everybody', { Principal: '*' }, true],
  ['every account', { Principal: { AWS: '*' } }, true],
  ['an account', { Principal: { AWS: 'arn:aws:iam::222222222222:root' } }, false],
  ['another service', { Principal: { Service: ['logging.s3.amazonaws.com'] } }, false],
  ['several services', { Principal: { Service: ['s3.amazonaws.com', SERVICE.Service] } }, true],
  ['every reading', { Action: ['s3:List*', 's3:get*'] }, true],
  ['another action', { Action: 's3:PutObject' }, false],
  ['another bucket', { Resource: 'arn:aws:s3:::other/*' }, false],
  ['the bucket, not its objects', { Resource: 'arn:aws:s3:::assets' }, false],
  ['all but this action', { Action: undefined, NotAction: 's3:GetObject' }, false],
  ['all but other objects', { Resource: undefined, NotResource: 'arn:aws:s3:::assets/secret/*' }, true],
])('for %s', (_, differing, expected) => {
  expect(allows({ ...ALLOW, ...differing })).toBe(expected);
});

test.each([
  ['what does not come over TLS', { Bool: { 'aws:SecureTransport': 'false' } }, true],
  ['everything', undefined, false],
  ['another account', { StringNotEquals: { 'aws:SourceAccount': '222222222222' } }, true],
  ['an operator that nobody here knows', { NumericEquals: { 's3:max-keys': '1' } }, true],
  ['one that is known and not understood', { DateLessThan: { 'aws:SecureTransport': '2020' } }, false],
])('a denial of %s', (_, Condition, expected) => {
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition };
  expect(permits(JSON.stringify({ Statement: [ALLOW, deny] }), READ)).toBe(expected);
});

test('a caller without a signature is nobody but everybody', () => {
  const nobody = { ...READ, service: undefined };
  expect(allows(ALLOW, nobody)).toBe(false);
  expect(allows({ ...ALLOW, Principal: '*', Condition: undefined }, nobody)).toBe(true);
});

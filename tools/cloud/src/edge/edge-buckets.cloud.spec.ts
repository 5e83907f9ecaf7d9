import { CloudFront, type DistributionConfig, type Origin } from '@aws-sdk/client-cloudfront';
import { KMS } from '@aws-sdk/client-kms';
import { S3 } from '@aws-sdk/client-s3';
import { sites, type Cloud } from '../cloud';
import { assumeRole } from '../credentials';
import { ask } from '../load-balancer/sample-target';
import { SampleCloud } from '../sample-cloud';

const WHERE = { account: '222222222222', region: 'eu-west-1' };
const BUCKET = 'acme-assets';
const OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const HOST_ONLY = 'bf0718e1-ba1e-49d1-88b1-f726733018ae';
const FOREVER = 'public, max-age=31536000, immutable';
const SCRIPT = 'console.log("kept");\n'.repeat(100);

const sample = new SampleCloud();
let cloud: Cloud;
let s3: S3;
let kms: KMS;
let cloudFront: CloudFront;
let id: string;
let arn: string;
let port: number;

beforeAll(async () => {
  cloud = await sample.start();
  const { endpoint } = cloud;
  const settings = { endpoint, region: WHERE.region, credentials: await assumeRole(cloud, WHERE) };
  s3 = new S3({ ...settings, forcePathStyle: true });
  kms = new KMS(settings);
  cloudFront = new CloudFront(settings);
  await s3.createBucket({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } });
  await put('kept/app.js');
  await put('raw/app.js');
  const made = await cloudFront.createDistribution({ DistributionConfig: await declared() });
  id = made.Distribution?.Id ?? '';
  arn = made.Distribution?.ARN ?? '';
  port = Number(new URL((await sites(cloud))[0]?.url ?? '').port);
});

beforeEach(() => allow(arn));

afterAll(() => sample.remove());

const put = (Key: string, encrypted: { ServerSideEncryption?: 'aws:kms'; SSEKMSKeyId?: string } = {}) =>
  s3.putObject({
    Bucket: BUCKET,
    Key,
    Body: SCRIPT,
    ContentType: 'text/javascript',
    CacheControl: FOREVER,
    ...encrypted,
  });

/** What is kept is kept for a year, the bucket's policy next to it. */
async function declared(): Promise<DistributionConfig> {
  const control = await cloudFront.createOriginAccessControl({
    OriginAccessControlConfig: {
      Name: 'assets',
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    },
  });
  const bucket: Origin = {
    Id: 'signed',
    DomainName: `${BUCKET}.s3.${WHERE.region}.amazonaws.com`,
    S3OriginConfig: { OriginAccessIdentity: '' },
  };
  const origins = [
    { ...bucket, OriginAccessControlId: control.OriginAccessControl?.Id },
    { ...bucket, Id: 'unsigned' },
  ];
  const behaviour = { TargetOriginId: 'signed', ViewerProtocolPolicy: 'https-only' as const };
  const raw = { ...behaviour, CachePolicyId: DISABLED };
  const others = [
    { ...raw, PathPattern: '/raw/*' },
    { ...raw, PathPattern: '/trap/*', OriginRequestPolicyId: HOST_ONLY },
    { ...raw, PathPattern: '/unsigned/*', TargetOriginId: 'unsigned' },
  ];
  return {
    CallerReference: 'edge',
    Comment: '',
    Enabled: true,
    Aliases: { Quantity: 1, Items: ['acme.example'] },
    Origins: { Quantity: origins.length, Items: origins },
    DefaultCacheBehavior: { ...behaviour, CachePolicyId: OPTIMIZED, Compress: true },
    CacheBehaviors: { Quantity: others.length, Items: others },
  };
}

/** The bucket's policy as the platform writes it. */
async function allow(SourceArn: string): Promise<void> {
  const Statement = [
    {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${BUCKET}/*`,
      Condition: { StringEquals: { 'aws:SourceArn': SourceArn } },
    },
  ];
  await s3.putBucketPolicy({ Bucket: BUCKET, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
}

test('an object as it was written, whole or in part', async () => {
  const whole = await ask(port, '/raw/app.js');
  expect(whole).toMatchObject({
    status: 200,
    body: SCRIPT,
    headers: {
      server: 'AmazonS3',
      'content-type': 'text/javascript',
      'cache-control': FOREVER,
      'content-length': String(SCRIPT.length),
      'x-cache': 'Miss from cloudfront',
    },
  });
  expect(await ask(port, '/raw/app.js', { method: 'HEAD' })).toMatchObject({
    status: 200,
    body: '',
    headers: { 'content-length': String(SCRIPT.length), etag: whole.headers.etag },
  });
  expect(await ask(port, '/raw/app.js', { headers: { Range: 'bytes=8-10' } })).toMatchObject({
    status: 206,
    body: 'log',
    headers: { 'content-range': `bytes 8-10/${SCRIPT.length}` },
  });
  const unchanged = await ask(port, '/raw/app.js', {
    headers: { 'If-None-Match': whole.headers.etag ?? '' },
  });
  expect(unchanged).toMatchObject({ status: 304, body: '' });
  // A query would be a wish of S3's API.
  expect((await ask(port, '/raw/app.js?tagging')).body).toBe(SCRIPT);
});

test('only a policy for this very distribution lets it read', async () => {
  const refused = { status: 403, headers: { server: 'AmazonS3', 'content-type': 'application/xml' } };
  await allow(arn.replace(/.$/, 'X'));
  expect(await ask(port, '/raw/app.js')).toMatchObject(refused);
  await s3.deleteBucketPolicy({ Bucket: BUCKET });
  const answer = await ask(port, '/raw/app.js');
  expect(answer).toMatchObject(refused);
  expect(answer.body).toContain('<Code>AccessDenied</Code>');
});

test('an origin without an access control is nobody to the bucket', async () => {
  await put('unsigned/app.js');
  expect((await ask(port, '/unsigned/app.js')).status).toBe(403);
});

test('a missing object is refused, as nobody may list what there is', async () => {
  expect(await ask(port, '/raw/missing.js')).toMatchObject({
    status: 403,
    body: expect.stringContaining('<Code>AccessDenied</Code>'),
  });
});

test("S3 takes a host name of the viewer's for a bucket's", async () => {
  expect(await ask(port, '/trap/app.js')).toMatchObject({
    status: 404,
    body: expect.stringContaining('<Code>NoSuchBucket</Code>'),
  });
});

test("an encrypted object also needs its key's policy", async () => {
  const { KeyMetadata } = await kms.createKey({});
  const KeyId = KeyMetadata?.Arn;
  await put('raw/secret.js', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId });
  expect((await ask(port, '/raw/secret.js')).status).toBe(403);
  const Statement = [
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceArn': arn } },
    },
  ];
  await put('raw/owned-by-aws.js', { ServerSideEncryption: 'aws:kms' });
  expect((await ask(port, '/raw/owned-by-aws.js')).status).toBe(403);
  await kms.putKeyPolicy({
    KeyId,
    PolicyName: 'default',
    Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
  expect(await ask(port, '/raw/secret.js')).toMatchObject({ status: 200, body: SCRIPT });
});

test('what is kept outlives its object, until it is invalidated', async () => {
  const accepting = { headers: { 'Accept-Encoding': 'gzip, br' } };
  const first = await ask(port, '/kept/app.js', accepting);
  expect(first.headers).toMatchObject({ 'x-cache': 'Miss from cloudfront', 'content-encoding': 'br' });
  await s3.deleteObject({ Bucket: BUCKET, Key: 'kept/app.js' });
  const again = await ask(port, '/kept/app.js', accepting);
  expect(again.headers).toMatchObject({
    'x-cache': 'Hit from cloudfront',
    age: expect.stringMatching(/^\d+$/),
    etag: first.headers.etag,
    'cache-control': FOREVER,
  });
  await cloudFront.createInvalidation({
    DistributionId: id,
    InvalidationBatch: { CallerReference: 'now', Paths: { Quantity: 1, Items: ['/kept/*'] } },
  });
  expect((await ask(port, '/kept/app.js', accepting)).status).toBe(403);
});

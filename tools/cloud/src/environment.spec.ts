import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cloudEnvironment } from './environment';

const ACCOUNT = { account: '222222222222', region: 'eu-west-1' };
const ANSWER = `<AssumeRoleResponse><AssumeRoleResult><Credentials>
  <AccessKeyId>ASIAKEY</AccessKeyId><SecretAccessKey>secret/+</SecretAccessKey><SessionToken>token==</SessionToken>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`;

let server: Server;
let endpoint: string;
let asked: { authorization?: string; body: string };
let status = 200;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked = { authorization: request.headers.authorization, body: '' };
    request.on('data', (text: Buffer) => (asked.body += text.toString()));
    request.on('end', () => response.writeHead(status).end(status === 200 ? ANSWER : 'no'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  status = 200;
});

afterAll(() => server.close());

test('everything points at the cloud, in the account and region', async () => {
  expect(await cloudEnvironment({ endpoint }, ACCOUNT, {})).toMatchObject({
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'ASIAKEY',
    AWS_SECRET_ACCESS_KEY: 'secret/+',
    AWS_SESSION_TOKEN: 'token==',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  expect(new URLSearchParams(asked.body).get('RoleArn')).toBe('arn:aws:iam::222222222222:role/slipway');
  expect(asked.authorization).toContain('/eu-west-1/sts/aws4_request');
});

test('nothing of the caller’s own AWS settings is left', async () => {
  const callers = {
    AWS_PROFILE: 'mine',
    AWS_ROLE_ARN: 'arn:aws:iam::999999999999:role/mine',
    AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
    AWS_ENDPOINT_URL_S3: 'https://s3.example',
    AWS_CA_BUNDLE: '/ca.pem',
    AWS_ACCESS_KEY_ID: 'AKIAMINE',
    PATH: '/bin',
  };
  const variables = await cloudEnvironment({ endpoint }, ACCOUNT, callers);
  const after: NodeJS.ProcessEnv = { ...callers, ...variables };
  for (const name of [
    'AWS_PROFILE',
    'AWS_ROLE_ARN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_ENDPOINT_URL_S3',
    'AWS_CA_BUNDLE',
  ])
    expect(after[name]).toBeUndefined();
  expect(after.AWS_ACCESS_KEY_ID).toBe('ASIAKEY');
  expect(after.AWS_CONFIG_FILE).toBe('/dev/null');
  expect(after.AWS_SHARED_CREDENTIALS_FILE).toBe('/dev/null');
  expect(variables).not.toHaveProperty('PATH');
});

test.each([
  [{}, '127.0.0.1'],
  [{ NO_PROXY: 'localhost' }, 'localhost,127.0.0.1'],
  [{ no_proxy: '.corp' }, '.corp,127.0.0.1'],
])('a proxy does not come between: %j', async (env, expected) => {
  const { NO_PROXY, no_proxy } = await cloudEnvironment({ endpoint }, ACCOUNT, env);
  expect([NO_PROXY, no_proxy]).toEqual([expected, expected]);
});

test('a refusal says what was refused', async () => {
  status = 403;
  await expect(cloudEnvironment({ endpoint }, ACCOUNT, {})).rejects.toMatchObject({
    kind: 'cloud',
    message: 'The embedded cloud refused sts POST /: no',
  });
});

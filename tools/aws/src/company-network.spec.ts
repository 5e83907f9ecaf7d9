import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleCompany, type SampleCompany } from '@slipway/tool-outbound/testing';
import type { AwsVariables } from './aws-access';
import { awsClients } from './clients';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDTARGET', AWS_SECRET_ACCESS_KEY: 'secret' };
const LATER = new Date(Date.now() + 60 * 60_000).toISOString();
const START_URL = 'https://acme.awsapps.com/start';

/** STS's assumed role, SSO's role and ECS's clusters, whoever is asked. */
const aws: RequestListener = (request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += String(chunk)));
  request.on('end', () => {
    const action = /Action=(\w+)/.exec(body)?.[1];
    if (action) {
      const credentials = `<Credentials><AccessKeyId>AKIDROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${LATER}</Expiration></Credentials>`;
      const result = `<${action}Response><${action}Result>${credentials}</${action}Result></${action}Response>`;
      return response.writeHead(200, { 'content-type': 'text/xml' }).end(result);
    }
    const answer = request.url?.startsWith('/federation')
      ? {
          roleCredentials: {
            ...{ accessKeyId: 'AKIDSSO', secretAccessKey: 's', sessionToken: 't' },
            expiration: Date.parse(LATER),
          },
        }
      : { clusterArns: [request.headers.authorization?.match(/AKID\w+/)?.[0]] };
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
};

let company: SampleCompany;
let home: string;
let before: NodeJS.ProcessEnv;

beforeEach(async () => {
  company = await sampleCompany(aws);
  home = mkdtempSync(join(tmpdir(), 'slipway-aws-home-'));
  before = { ...process.env };
});
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  company.close();
  rmSync(home, { recursive: true, force: true });
});

async function callerOf(variables: AwsVariables): Promise<string | undefined> {
  const env = { HTTPS_PROXY: company.proxy, NODE_EXTRA_CA_CERTS: company.authority };
  const target = { account: '111111111111', region: 'eu-west-1', variables };
  const { clusterArns } = await (await awsClients(target, env).ecs()).listClusters({});
  return clusterArns?.[0];
}

/** The caller's own files, which the SDK finds by the process's variables. */
function ownSettings(config: string): void {
  writeFileSync(join(home, 'config'), config);
  writeFileSync(join(home, 'credentials'), '');
  Object.assign(process.env, {
    ...{ HOME: home, AWS_CONFIG_FILE: join(home, 'config') },
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
  });
}

describe("from a company's network, through the proxy and with its authority", () => {
  it('a service is asked', async () => {
    expect(await callerOf(KEYS)).toBe('AKIDTARGET');
    expect(company.asked).toEqual(['ecs.eu-west-1.amazonaws.com:443']);
  });

  it('connections are kept for the next call', async () => {
    const target = { account: '111111111111', region: 'eu-west-1', variables: KEYS };
    const env = { https_proxy: company.proxy, AWS_CA_BUNDLE: company.authority };
    const ecs = await awsClients(target, env).ecs();
    for (let call = 0; call < 3; call++) await ecs.listClusters({});

    expect(company.asked).toHaveLength(1);
  });

  it('a role is assumed', async () => {
    ownSettings(
      '[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = s\n' +
        '[profile prod]\nregion = eu-west-1\nsource_profile = base\nrole_arn = arn:aws:iam::111111111111:role/deploy\n',
    );

    expect(await callerOf({ AWS_PROFILE: 'prod' })).toBe('AKIDROLE');
    expect(company.asked).toEqual(['sts.eu-west-1.amazonaws.com:443', 'ecs.eu-west-1.amazonaws.com:443']);
  });

  it('a sign-on (SSO) is turned into credentials', async () => {
    ownSettings(
      `[profile prod]\nsso_start_url = ${START_URL}\nsso_region = eu-west-1\nsso_account_id = 111111111111\nsso_role_name = deploy\n`,
    );
    const cache = join(home, '.aws/sso/cache');
    mkdirSync(cache, { recursive: true });
    const file = `${createHash('sha1').update(START_URL).digest('hex')}.json`;
    writeFileSync(join(cache, file), JSON.stringify({ accessToken: 'token', expiresAt: LATER }));

    expect(await callerOf({ AWS_PROFILE: 'prod' })).toBe('AKIDSSO');
    expect(company.asked).toEqual([
      'portal.sso.eu-west-1.amazonaws.com:443',
      'ecs.eu-west-1.amazonaws.com:443',
    ]);
  });

  it('a web identity, as CI has one, is turned into credentials', async () => {
    ownSettings('');
    const token = join(home, 'token');
    writeFileSync(token, 'jwt');
    Object.assign(process.env, {
      AWS_ROLE_ARN: 'arn:aws:iam::111111111111:role/ci',
      AWS_WEB_IDENTITY_TOKEN_FILE: token,
    });

    expect(await callerOf({})).toBe('AKIDROLE');
    expect(company.asked).toEqual(['sts.eu-west-1.amazonaws.com:443', 'ecs.eu-west-1.amazonaws.com:443']);
  });

  it('the embedded cloud is not', async () => {
    const variables = { ...KEYS, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };

    await expect(callerOf(variables)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(company.asked).toEqual([]);
  });
});

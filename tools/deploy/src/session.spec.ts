import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy } from './deploy';
import { planEnvironment } from './plan-environment';
import { SampleTerraform } from './sample-terraform';
import { ACCOUNTS, SampleWorkspace } from './sample-workspace';
import { validate } from './validate';

let files: SampleWorkspace;
let terraform: SampleTerraform;
beforeEach(() => {
  files = SampleWorkspace.ofThree();
  terraform = new SampleTerraform(files);
  terraform.plans = [{}];
});
afterEach(() => files.remove());

const directory = (name: string, cloud: string) => join(files.root, '.slipway/work', cloud, name);

describe('what a run says first', () => {
  it('is which account of AWS it goes to', async () => {
    const { options, notes } = terraform.options();
    await planEnvironment('staging', options);

    expect(notes[0]).toBe('acme staging on AWS account 111111111111 in eu-west-1');
  });

  it('is that it goes to the embedded cloud', async () => {
    terraform.account = ACCOUNTS.disposable;
    const { options, notes } = terraform.options({ embedded: true });
    await planEnvironment('local', options);

    expect(notes[0]).toBe('acme local on the embedded cloud, as account 000000000000 in eu-west-1');
  });
});

describe('Terraform', () => {
  it('works in a directory of the environment and its cloud, with the caller’s own credentials on AWS', async () => {
    const { options } = terraform.options({ env: { AWS_PROFILE: 'acme', TF_WORKSPACE: 'staging' } });
    await planEnvironment('staging', options);

    expect(terraform.made).toEqual([
      expect.objectContaining({
        workspace: files.root,
        directory: directory('staging', 'aws'),
        environment: 'staging',
        cloud: 'aws',
        env: expect.objectContaining({ AWS_PROFILE: 'acme', TF_CLI_CONFIG_FILE: '/mirror' }),
        abandon: undefined,
      }),
    ]);
    expect(terraform.made[0]?.env).not.toHaveProperty('TF_WORKSPACE');
  });

  it('trusts whom its caller trusts, and goes by the proxy of its caller', async () => {
    const own = join(files.root, 'own.pem');
    writeFileSync(own, '-----BEGIN CERTIFICATE-----\nacme\n-----END CERTIFICATE-----\n');
    const { options } = terraform.options({ env: { https_proxy: 'http://p:1', NODE_EXTRA_CA_CERTS: own } });
    await planEnvironment('staging', options);

    const { https_proxy, SSL_CERT_FILE = '', AWS_CA_BUNDLE } = terraform.made[0]!.env;
    expect(https_proxy).toBe('http://p:1');
    expect(AWS_CA_BUNDLE).toBe(SSL_CERT_FILE);
    expect(readFileSync(SSL_CERT_FILE, 'utf8')).toContain('acme');
  });

  it('gets the variables of the embedded cloud instead, and its override', async () => {
    terraform.account = ACCOUNTS.disposable;
    const { options } = terraform.options({ embedded: true, env: { AWS_PROFILE: 'acme' } });
    const variables = { AWS_PROFILE: undefined, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
    const override = { provider: { aws: [{ max_retries: 4 }] } };
    const cloud = { ...options.cloud, open: () => Promise.resolve({ variables, override }) };
    await planEnvironment('local', { ...options, cloud });
    const [made] = terraform.made;

    expect(made).toMatchObject({ cloud: 'embedded', abandon: { aborted: false } });
    expect(made?.env).toMatchObject({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
    expect(made?.env).not.toHaveProperty('AWS_PROFILE');
    const written = readFileSync(join(directory('local', 'embedded'), 'cloud_override.tf.json'), 'utf8');
    expect(JSON.parse(written)).toEqual(override);
    expect(terraform.callers[0]?.[1]).toEqual(variables);
  });

  it('is noted by its process, so that a run after a kill can wait for it', async () => {
    const { options } = terraform.options({ yes: true });
    const record = `${directory('staging', 'aws')}.run.json`;
    const seen: unknown[] = [];
    terraform.plans = [{}];
    const engine = {
      ...options.engine,
      callerAccount: async () => {
        terraform.made[0]?.onStart?.(4711);
        seen.push(JSON.parse(readFileSync(record, 'utf8')));
        return ACCOUNTS.staging;
      },
    };
    await deploy('staging', { ...options, engine });

    expect(seen).toEqual([expect.objectContaining({ verb: 'deploy', terraform: 4711, pid: process.pid })]);
    expect(existsSync(record)).toBe(false);
  });
});

it('whose credentials these are is asked by the way of the caller', async () => {
  await planEnvironment('staging', terraform.options().options);

  expect(terraform.callers).toEqual([['eu-west-1', undefined, { environment: 'staging', cloud: 'aws' }, {}]]);
});

describe('a plan', () => {
  const kept = (name: string) =>
    readdirSync(directory(name, 'aws'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.tfplan'),
    );

  it('is gone when it was looked at', async () => {
    await planEnvironment('staging', terraform.options().options);

    expect(kept('staging')).toEqual([]);
  });

  it('is gone when it was not applied', async () => {
    terraform.plans = [{ resource_changes: [] }];
    terraform.fail('apply', 'failed');
    await deploy('staging', terraform.options({ yes: true }).options).catch(() => undefined);

    expect(terraform.calls).toContain('plan');
    expect(kept('staging')).toEqual([]);
  });
});

describe('init', () => {
  const inits = () => terraform.calls.filter((call) => call.startsWith('init'));

  it('is done once, and again when the workspace was left', async () => {
    const { options } = terraform.options();
    await planEnvironment('staging', options);
    await planEnvironment('staging', options);
    expect(inits()).toEqual(['init']);

    writeFileSync(join(directory('staging', 'aws'), '.terraform/environment'), 'prod');
    await planEnvironment('staging', options);
    expect(inits()).toEqual(['init', 'init']);
  });

  it('of a mere check needs no backend, and is done once too', async () => {
    const { options } = terraform.options();
    await validate('staging', options);
    await validate('staging', options);

    expect(terraform.calls).toEqual(['init -backend=false', 'validate', 'validate']);
    expect(terraform.made[0]).toMatchObject({ directory: directory('staging', 'validate'), cloud: 'aws' });
  });
});

it('a check gives its directory back, also after a mistake', async () => {
  terraform.errors = [{ severity: 'error', summary: 'wrong', detail: '' }];
  const { options } = terraform.options();

  await expect(validate('staging', options)).rejects.toThrow('"staging" is not valid.');
  expect(existsSync(`${directory('staging', 'validate')}.run.json`)).toBe(false);
  await expect(validate('nowhere', options)).rejects.toMatchObject({ exitCode: 2 });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy } from './deploy';
import { planEnvironment } from './plan-environment';
import { change, plan, SampleTerraform } from './sample-terraform';
import { ACCOUNTS, SampleWorkspace } from './sample-workspace';

const ORDERS = 'aws_dynamodb_table.orders';
const STOPPED = { severity: 'error', summary: 'Instance cannot be destroyed', detail: '', address: ORDERS };
const WITH_TABLE = {
  aws_dynamodb_table: { orders: { name: 'orders', lifecycle: { prevent_destroy: true } } },
};

let files: SampleWorkspace;
let terraform: SampleTerraform;
beforeEach(() => {
  files = new SampleWorkspace();
  files.set('prod', 'production', WITH_TABLE);
  terraform = new SampleTerraform(files);
  terraform.account = ACCOUNTS.production;
});
afterEach(() => files.remove());

const override = () => join(files.root, '.slipway/work/aws/prod/allow_destroy_override.tf.json');

describe('what AWS would refuse in the middle', () => {
  const standing = { identifier: 'acme', engine_version: '17', engine_version_actual: '17.7' };
  const major = plan(
    change('aws_db_instance.database', ['update'], standing, { ...standing, engine_version: '18' }),
  );

  it.each([
    ['deploy', (options: Parameters<typeof deploy>[1]) => deploy('prod', { ...options, dryRun: false })],
    [
      'deploy --dry-run',
      (options: Parameters<typeof deploy>[1]) => deploy('prod', { ...options, dryRun: true }),
    ],
    ['plan', (options: Parameters<typeof deploy>[1]) => planEnvironment('prod', options)],
  ])('%s shows it and refuses it before anything is changed', async (_, verb) => {
    terraform.plans = [major];
    const { options, text } = terraform.options({ yes: true });

    await expect(verb(options)).rejects.toMatchObject({
      exitCode: 21,
      message: expect.stringContaining("upgrade: 'major'"),
    });
    expect(terraform.calls).toEqual(['init', 'plan']);
    expect(text()).toContain('THIS WOULD GO WRONG');
  });

  it('is told together with what stops for a while and is applied, where it only stops', async () => {
    const asked = { engine_version: '18', allow_major_version_upgrade: true, apply_immediately: true };
    terraform.plans = [
      plan(change('aws_db_instance.database', ['update'], standing, { ...standing, ...asked })),
    ];
    const { options, text } = terraform.options({ yes: true });

    await deploy('prod', options);
    expect(terraform.calls).toContain('apply');
    expect(text()).toMatch(/WHAT STOPS FOR A WHILE[\s\S]*17\.7 to 18/);
  });
});

describe('what Terraform itself stops at', () => {
  it('is planned as if nothing stood in its way, shown whole and refused', async () => {
    terraform.prevented = [STOPPED];
    terraform.plans = [plan(change(ORDERS, ['delete'], { name: 'orders' }), change('aws_a.b', ['delete']))];
    const { options, text } = terraform.options({ yes: true });

    await expect(deploy('prod', options)).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringContaining(`--allow-destroy ${ORDERS}`),
    });
    expect(terraform.calls).toEqual(['init', 'plan', 'plan']);
    expect(text()).toContain('aws_a.b');
    expect(existsSync(override())).toBe(false);
  });

  it('is refused in its words where the plan shows nothing that is protected', async () => {
    terraform.prevented = [STOPPED, { ...STOPPED, address: 'aws_a.b' }];
    terraform.plans = [plan(change('aws_a.c', ['update']))];

    await expect(planEnvironment('prod', terraform.options().options)).rejects.toMatchObject({
      kind: 'protected',
      message: `${ORDERS}: Instance cannot be destroyed\n\naws_a.b: Instance cannot be destroyed`,
    });
  });

  it('goes where it was allowed by name, and nothing else with it', async () => {
    terraform.plans = [plan(change('aws_a.c', ['update']))];
    await planEnvironment('prod', { ...terraform.options().options, allowDestroy: [ORDERS] });

    expect(JSON.parse(readFileSync(override(), 'utf8'))).toEqual({
      resource: { aws_dynamodb_table: { orders: { lifecycle: { prevent_destroy: false } } } },
    });
  });
});

it('the end of an environment is planned where that is asked for', async () => {
  terraform.plans = [plan(change('aws_a.c', ['delete']))];
  const { options, text } = terraform.options();
  await planEnvironment('prod', { ...options, destroy: true });

  expect(terraform.calls).toEqual(['init', 'plan -destroy']);
  expect(text()).toContain('aws_a.c');
});

describe('an apply that takes long', () => {
  const step = {
    address: 'aws_acm_certificate_validation.cdn',
    resourceType: 'aws_acm_certificate_validation',
    action: 'create',
  } as const;
  const zone = { attributes: { name: 'acme.example', name_servers: ['ns-1.example'] } };

  async function noted(elapsedSeconds: number) {
    terraform.plans = [plan(change('aws_a.c', ['update']))];
    terraform.longStep = { ...step, elapsedSeconds };
    terraform.state = { resources: [{ type: 'aws_route53_zone', instances: [zone] }] };
    const { options, notes } = terraform.options({ yes: true });
    await deploy('prod', options);
    await new Promise((resolve) => setImmediate(resolve));
    return notes.join('\n');
  }

  it('at the certificate names the name servers after three quarters of a minute', async () => {
    expect(await noted(45)).toContain('ns-1.example');
    expect(await noted(44)).not.toContain('ns-1.example');
  });
});

import { defineEnvironment, type EdgeSpec, type EnvironmentSpec, type ServiceSpec } from '@slipway/core';
import { specApp, withoutCreationStacks } from '@slipway/testing';
import { asWritten } from './as-written';
import { EnvironmentStack } from './environment-stack';
import { Platform } from './platform';

interface Resources {
  readonly [type: string]: { readonly [id: string]: { readonly [argument: string]: unknown } };
}

const spec: EnvironmentSpec = {
  app: 'acme',
  name: 'qa',
  aws: { account: '111111111111', region: 'eu-west-1' },
  domain: { name: 'qa.acme.example' },
};

const stacks = new Map<string, ReturnType<typeof synthesize>>();

/** A whole environment takes a tenth of a second, so each is made once. */
function synthesized(change: Partial<EnvironmentSpec>) {
  const key = JSON.stringify(change);
  const stack = stacks.get(key) ?? synthesize(change);
  stacks.set(key, stack);
  return stack;
}

function synthesize(change: Partial<EnvironmentSpec>) {
  const environment = defineEnvironment({ ...spec, ...change });
  const text = withoutCreationStacks(() => {
    const stack = new EnvironmentStack(specApp(), environment);
    new Platform(stack, environment);
    return JSON.stringify(stack.toTerraform());
  });
  const json = JSON.parse(text) as { resource: Resources; output: object };
  return {
    all: (type: string) => Object.values(json.resource[type] ?? {}),
    types: Object.keys(json.resource),
    outputs: Object.keys(json.output).sort(),
    text,
  };
}

describe('Platform', () => {
  it('hands every text on as it was written, with nothing in it for Terraform to evaluate', () => {
    const path = '${path.module} %{ if true }x $${HOME}';
    const web: ServiceSpec = {
      command: ['sh', '-c', `echo ${path}`],
      environment: { GREETING: path },
      healthCheck: { path: '/healthz?${path.module}' },
    };
    const { text, all } = synthesized({
      services: { web },
      alerts: { emails: ['a+${path.module}@acme.example'] },
    });
    const [task] = all('aws_ecs_task_definition');
    const [container] = JSON.parse(String(task?.container_definitions)) as [
      { command: string[]; environment: { name: string; value: string }[] },
    ];

    expect(container.command.at(-1)).toBe('echo $${path.module} %%{ if true }x $$${HOME}');
    expect(container.environment).toContainEqual({ name: 'GREETING', value: asWritten(path) });
    expect(all('aws_lb_target_group')).toMatchObject([
      { health_check: { path: '/healthz?$${path.module}' } },
    ]);
    expect(JSON.stringify(all('aws_sns_topic_subscription'))).toContain('a+$${path.module}@acme.example');
    expect(text).not.toMatch(/(?<!\$)\$\{path\.module|(?<!%)%\{ if/);
  });

  it.each(['af-south-1', 'ap-east-1', 'eu-central-2'])(
    'in %s, where CloudFront delivers no logs, their bucket is in us-east-1',
    (region) => {
      const { all } = synthesized({ aws: { account: '222222222222', region } });
      const [logs, ...others] = all('aws_s3_bucket').filter(({ provider }) => provider !== undefined);
      expect(others).toEqual([]);
      expect(logs).toMatchObject({
        provider: 'aws.us-east-1',
        bucket: expect.stringContaining('-cdn-logs-'),
      });
    },
  );

  it.each(['eu-west-1', 'us-east-1', 'ap-northeast-3'])(
    'in %s, where it does, every bucket is at home',
    (region) => {
      const { all } = synthesized({ aws: { account: '222222222222', region } });
      expect(all('aws_s3_bucket').filter(({ provider }) => provider !== undefined)).toEqual([]);
    },
  );

  it('has no database, and nothing that knows of one, when the environment has none', () => {
    const { types, outputs, text } = synthesized({ database: false });
    expect(types.filter((type) => type.startsWith('aws_db_'))).toEqual([]);
    expect(outputs.filter((output) => output.startsWith('database'))).toEqual([]);
    expect(text).not.toContain('DATABASE_');
  });

  it('tells tasks where the database is, and its password only by reference', () => {
    const [task] = synthesized({}).all('aws_ecs_task_definition');
    const [container] = JSON.parse(String(task?.container_definitions)) as [
      { environment: { name: string }[]; secrets: { name: string; valueFrom: string }[] },
    ];
    expect(container.environment.map(({ name }) => name)).toEqual([
      'DATABASE_HOST',
      'DATABASE_NAME',
      'DATABASE_POOL_SIZE',
      'DATABASE_PORT',
      'DATABASE_SECRET_ARN',
      'DATABASE_USER',
      'PORT',
    ]);
    expect(container.secrets).toEqual([
      {
        name: 'DATABASE_PASSWORD',
        valueFrom: expect.stringMatching(/^\$\{aws_db_instance\..*\}:password::$/),
      },
    ]);
  });

  it('tells tasks how many connections they may hold, unless the environment knows better', () => {
    const connections = (web: ServiceSpec) => {
      const [task] = synthesized({ services: { web } }).all('aws_ecs_task_definition');
      const [container] = JSON.parse(String(task?.container_definitions)) as [
        { environment: { name: string; value: string }[] },
      ];
      return container.environment.find(({ name }) => name === 'DATABASE_POOL_SIZE')?.value;
    };
    expect(connections({ cpu: '1 vCPU', scaling: { max: 2 } })).toBe('12');
    expect(connections({ cpu: '1 vCPU', scaling: { max: 8 } })).toBe('4');
    expect(connections({ environment: { DATABASE_POOL_SIZE: '30' } })).toBe('30');
  });

  it('lets the app read the password that RDS changes, and with the key nothing else', () => {
    const policy = (change: Partial<EnvironmentSpec>) =>
      synthesized(change)
        .all('aws_iam_role_policy')
        .find(({ name }) => name === 'grant-database');
    expect(policy({})?.role).toMatch(/aws_iam_role\.web_roles_task_/);
    expect(JSON.parse(String(policy({})?.policy)).Statement).toEqual([
      {
        Sid: 'ReadPassword',
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: expect.stringMatching(/^\$\{aws_db_instance\..*secret_arn\}$/),
      },
      {
        Sid: 'DecryptIt',
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: expect.stringMatching(/^\$\{aws_kms_key\.key_\w+\.arn\}$/),
        Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
      },
    ]);
    expect(policy({ database: false })).toBeUndefined();
  });

  describe('assets', () => {
    const originsOf = (edge: EdgeSpec) => {
      const { all } = synthesized({ edge });
      const [distribution] = all('aws_cloudfront_distribution') as { origin: { origin_id: string }[] }[];
      return distribution?.origin.map(({ origin_id }) => origin_id);
    };

    it('have a bucket that only this environment’s CDN reads, unless they are off', () => {
      const { all, outputs } = synthesized({});
      expect(all('aws_s3_bucket').map(({ bucket }) => bucket)).toContain('acme-qa-assets-111111111111');
      expect(outputs).toContain('assets_bucket');
      const readers = all('aws_s3_bucket_policy').filter(({ policy }) =>
        String(policy).includes('cloudfront.amazonaws.com'),
      );
      expect(readers).toEqual([
        expect.objectContaining({
          bucket: expect.stringContaining('aws_s3_bucket.assets_'),
          policy: expect.stringMatching(/\/_next\/static\/\*.*AWS:SourceArn.*aws_cloudfront_distribution\./),
        }),
      ]);
      expect(originsOf({})).toEqual(['load-balancer', 'asset-bucket']);
    });

    it.each<[EdgeSpec]>([[{ assets: false }], [{ cdn: false }]])('are nowhere with %j', (edge) => {
      const { outputs, types, text } = synthesized({ edge });
      expect(outputs).not.toContain('assets_bucket');
      expect(types).not.toContain('aws_cloudfront_origin_access_control');
      expect(text).not.toContain('acme-qa-assets');
    });

    it('off, the load balancer is the one origin', () => {
      expect(originsOf({ assets: false })).toEqual(['load-balancer']);
    });
  });

  it('gives the load balancer a name that its certificate covers, for the CDN alone', () => {
    const { all } = synthesized({});
    expect(all('aws_acm_certificate').map((certificate) => certificate.subject_alternative_names)).toEqual(
      expect.arrayContaining([['qa.acme.example', 'origin.qa.acme.example'], ['qa.acme.example']]),
    );
    expect(all('aws_route53_record')).toContainEqual(
      expect.objectContaining({
        name: 'origin.qa.acme.example',
        alias: expect.objectContaining({ name: expect.stringContaining('aws_lb.') }),
      }),
    );
    expect(synthesized({ edge: { cdn: false } }).text).not.toContain('origin.qa.acme.example');
  });

  it('answers users itself when there is no CDN', () => {
    const { types, all } = synthesized({ edge: { cdn: false } });
    expect(types).not.toContain('aws_cloudfront_distribution');
    expect(types).not.toContain('terraform_data');
    expect(all('aws_lb_listener').map(({ port }) => port)).toEqual([443, 80]);
    expect(all('aws_route53_record').filter(({ alias }) => alias)).toEqual([
      expect.objectContaining({
        alias: expect.objectContaining({ name: expect.stringContaining('aws_lb.') }),
      }),
      expect.objectContaining({
        alias: expect.objectContaining({ name: expect.stringContaining('aws_lb.') }),
      }),
    ]);
  });

  it.each([
    ['eu-west-1', 2],
    ['us-east-1', 1],
  ])('in %s has %i keys: one per region, as aliases are unique there', (region, keys) => {
    const { all } = synthesized({ aws: { account: '111111111111', region } });
    expect(all('aws_kms_key')).toHaveLength(keys);
    expect(all('aws_kms_alias')).toHaveLength(keys);
    expect(all('aws_sns_topic')).toHaveLength(keys);
  });

  it('lets the bastion reach the database, and only then has one', () => {
    const rules = (bastion: boolean) =>
      synthesized({ bastion })
        .all('aws_vpc_security_group_ingress_rule')
        .map(({ description }) => description);
    expect(rules(true)).toContain('Port forwarding by people');
    expect(rules(false)).not.toContain('Port forwarding by people');
  });

  it('pulls from the registry that environments share', () => {
    const { text } = synthesized({
      aws: { account: '222222222222', region: 'eu-west-1', registryAccount: '111111111111' },
    });
    expect(text).toContain('arn:aws:ecr:eu-west-1:111111111111:repository/acme');
    expect(text).not.toContain('arn:aws:ecr:eu-west-1:222222222222');
  });

  it('keeps the ledger of releases in a bucket with the key, whose accesses are logged and where nothing expires', () => {
    const { all, outputs } = synthesized({});
    const ofLedger = (type: string) =>
      all(type).filter((resource) => String(resource.bucket).includes('aws_s3_bucket.releases_'));
    expect(all('aws_s3_bucket').map(({ bucket }) => bucket)).toContain('acme-qa-releases-111111111111');
    expect(JSON.stringify(ofLedger('aws_s3_bucket_server_side_encryption_configuration'))).toContain(
      'aws_kms_key.',
    );
    expect(ofLedger('aws_s3_bucket_logging')).toEqual([
      expect.objectContaining({ target_prefix: 'releases/' }),
    ]);
    expect(JSON.stringify(ofLedger('aws_s3_bucket_lifecycle_configuration'))).not.toContain('"expiration"');
    expect(outputs).toContain('releases_bucket');
  });

  it('uses an existing zone without touching it', () => {
    const { types, outputs } = synthesized({
      domain: { name: 'qa.acme.example', zone: { id: 'Z0123456789ABCDEFGHIJ' } },
    });
    expect(types).not.toContain('aws_route53_zone');
    expect(outputs).not.toContain('name_servers');
  });
});

import { Testing } from 'cdktf';
import { defineEnvironment, type EnvironmentSpec } from '@slipway/core';
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

function synthesized(change: Partial<EnvironmentSpec>) {
  const environment = defineEnvironment({ ...spec, ...change });
  const stack = new EnvironmentStack(Testing.app(), environment);
  new Platform(stack, environment);
  const json = JSON.parse(JSON.stringify(stack.toTerraform())) as { resource: Resources; output: object };
  return {
    all: (type: string) => Object.values(json.resource[type] ?? {}),
    types: Object.keys(json.resource),
    outputs: Object.keys(json.output).sort(),
    text: JSON.stringify(json),
  };
}

describe('Platform', () => {
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
    expect(container.environment.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['DATABASE_HOST', 'DATABASE_NAME', 'DATABASE_PORT', 'DATABASE_USER']),
    );
    expect(container.secrets).toEqual([
      {
        name: 'DATABASE_PASSWORD',
        valueFrom: expect.stringMatching(/^\$\{aws_db_instance\..*\}:password::$/),
      },
    ]);
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

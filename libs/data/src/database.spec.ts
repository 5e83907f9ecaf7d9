import { SecurityGroup } from '@slipway/network';
import { Database, type DatabaseProps } from './database';
import { Synthesized, type Attributes } from '@slipway/testing';

const environment = { app: 'acme', name: 'prod' };
const network = { environment, vpcId: 'vpc-1', isolatedSubnetIds: ['subnet-1', 'subnet-2'] };
const settings: DatabaseProps['settings'] = {
  size: 'db.t4g.small',
  storageGb: 50,
  maxStorageGb: 250,
  version: '17',
  upgrade: 'minor',
  multiAz: true,
  backupDays: 14,
  deletionProtection: true,
  unlisted: false,
};
const defaults: DatabaseProps = {
  environment,
  account: '111111111111',
  region: 'eu-west-1',
  network,
  key: { arn: 'arn:key' },
  settings,
  removal: 'protect',
  logRetentionDays: 365,
};

function make(
  props: Partial<DatabaseProps> = {},
  use: (database: Database) => void = () => undefined,
): Synthesized & { database: Database; instance: Attributes } {
  let database: Database | undefined;
  const result = new Synthesized((stack) => {
    database = new Database(stack, 'database', { ...defaults, ...props });
    use(database);
  });
  return Object.assign(result, { database: database!, instance: result.get('aws_db_instance') });
}
const withSettings = (changes: Partial<DatabaseProps['settings']>) =>
  make({ settings: { ...settings, ...changes } });

test('is Postgres of the size that was asked for', () => {
  expect(make().instance).toMatchObject({
    engine: 'postgres',
    engine_version: '17',
    instance_class: 'db.t4g.small',
    storage_type: 'gp3',
    allocated_storage: 50,
    max_allocated_storage: 250,
    multi_az: true,
  });
});

test('storage that must not grow has no upper end: RDS wants that one to be larger', () => {
  expect(withSettings({ maxStorageGb: 50 }).instance).not.toHaveProperty('max_allocated_storage');
});

describe('who can read it', () => {
  test('storage, backups, insights, secret and logs are encrypted with our key', () => {
    const result = make();
    expect(result.instance).toMatchObject({
      storage_encrypted: true,
      kms_key_id: 'arn:key',
      performance_insights_kms_key_id: 'arn:key',
      master_user_secret_kms_key_id: 'arn:key',
    });
    const keys = result.all('aws_cloudwatch_log_group').map(({ kms_key_id: key }) => key);
    expect(keys).toEqual(['arn:key', 'arn:key']);
  });

  test('RDS keeps the password; it is nowhere in the configuration', () => {
    const { instance, database, resolve } = make();
    expect(instance).toMatchObject({ manage_master_user_password: true, username: 'slipway_admin' });
    expect(Object.keys(instance).filter((name) => name.startsWith('password'))).toEqual([]);
    expect(resolve(database.credentials)).toEqual({
      arn: expect.stringMatching(
        /^\$\{aws_db_instance\.database_instance_\w+\.master_user_secret\[0\]\.secret_arn\}$/,
      ),
      field: 'password',
    });
  });

  test('lives in the isolated subnets and has no public address', () => {
    const result = make();
    expect(result.get('aws_db_subnet_group').subnet_ids).toEqual(['subnet-1', 'subnet-2']);
    expect(result.instance.db_subnet_group_name).toContain('aws_db_subnet_group.database_subnets_');
    expect(result.instance.publicly_accessible).toBe(false);
  });

  test('only those who are let in reach it, on its port', () => {
    const alone = make();
    expect(alone.instance).not.toHaveProperty('port');
    expect(alone.instance.vpc_security_group_ids).toEqual([
      expect.stringContaining('database_security-group_'),
    ]);
    expect(alone.all('aws_vpc_security_group_ingress_rule')).toEqual([]);
    const result = new Synthesized((stack) => {
      const web = new SecurityGroup(stack, 'web', { network, description: 'Web tasks' });
      new Database(stack, 'database', defaults).connections.allowFrom(web, 'Queries from web');
    });
    expect(result.get('aws_vpc_security_group_ingress_rule')).toMatchObject({
      from_port: 5432,
      to_port: 5432,
    });
    expect(result.get('aws_vpc_security_group_ingress_rule').referenced_security_group_id).toContain('.web_');
  });

  test('IAM users may log in, with TLS and a certificate of the current authority', () => {
    expect(make().instance).toMatchObject({
      iam_database_authentication_enabled: true,
      ca_cert_identifier: 'rds-ca-rsa2048-g1',
    });
  });
});

describe('parameters', () => {
  const parameters = (result: Synthesized) => result.get('aws_db_parameter_group').parameter as Attributes[];

  test.each([
    ['rds.force_ssl', '1'],
    ['log_statement', 'ddl'],
    ['log_min_duration_statement', '1000'],
    ['log_parameter_max_length', '0'],
  ])('%s is %s', (name, value) => {
    const result = make();
    expect(parameters(result)).toContainEqual({ name, value });
    expect(result.instance.parameter_group_name).toContain('aws_db_parameter_group.database_parameters_');
  });

  test('belong to the major version, and a new group is there before the old one goes', () => {
    expect(withSettings({ version: '16.11' }).get('aws_db_parameter_group')).toMatchObject({
      family: 'postgres16',
      lifecycle: { create_before_destroy: true },
    });
  });
});

describe('upgrades', () => {
  test('a major upgrade is refused by RDS unless it is asked for, and does not wait then', () => {
    expect(make({ removal: 'protect' }).instance).toMatchObject({
      allow_major_version_upgrade: false,
      apply_immediately: false,
    });
    const asked = { ...settings, upgrade: 'major' } as const;
    expect(make({ settings: asked, removal: 'protect' }).instance).toMatchObject({
      allow_major_version_upgrade: true,
      apply_immediately: true,
    });
  });

  test('minors come by themselves, majors never', () => {
    const { instance } = make();
    expect(instance).toMatchObject({ auto_minor_version_upgrade: true, allow_major_version_upgrade: false });
    expect(Synthesized.exemptions(instance)).toEqual([]);
  });

  test('a pinned minor stays, and that is recorded', () => {
    const { instance } = withSettings({ version: '17.7' });
    expect(instance).toMatchObject({ engine_version: '17.7', auto_minor_version_upgrade: false });
    expect(Synthesized.exemptions(instance)).toEqual(['CKV_AWS_226']);
  });
});

describe('loss', () => {
  test('backups are kept as long as asked for and carry the tags', () => {
    expect(make().instance).toMatchObject({ backup_retention_period: 14, copy_tags_to_snapshot: true });
  });

  test('backup and maintenance never meet', () => {
    const { instance } = make();
    const [, backupEnd] = String(instance.backup_window).split('-');
    const [, maintenanceStart] = /sun:(\d\d:\d\d)/.exec(String(instance.maintenance_window)) ?? [];
    expect(String(backupEnd) < String(maintenanceStart)).toBe(true);
  });

  test.each([
    [
      'protect',
      { delete_automated_backups: false, skip_final_snapshot: false, apply_immediately: false },
      true,
    ],
    [
      'retain',
      { delete_automated_backups: true, skip_final_snapshot: false, apply_immediately: true },
      false,
    ],
    ['delete', { delete_automated_backups: true, skip_final_snapshot: true, apply_immediately: true }, false],
  ] as const)('removal %s', (removal, expected, prevent_destroy) => {
    expect(make({ removal }).instance).toMatchObject({ ...expected, lifecycle: { prevent_destroy } });
  });

  test('the final snapshot is named after this life of the database, so that no earlier one is in the way', () => {
    const name = make({ removal: 'retain' }).instance.final_snapshot_identifier;
    expect(name).toMatch(/^\$\{aws_db_subnet_group\.database_subnets_\w+\.name\}-final$/);
    expect(make().get('aws_db_subnet_group')).toMatchObject({ name_prefix: 'acme-prod-database-' });
    expect(make({ removal: 'delete' }).instance).not.toHaveProperty('final_snapshot_identifier');
  });

  test('one zone and no deletion protection are the choice of the environment, and recorded', () => {
    const { instance } = withSettings({ multiAz: false, deletionProtection: false });
    expect(instance).toMatchObject({ multi_az: false, deletion_protection: false });
    expect(Synthesized.exemptions(instance)).toEqual(['CKV_AWS_157', 'CKV_AWS_293']);
  });

  test('deletion protection is on when the environment says so', () => {
    expect(make().instance.deletion_protection).toBe(true);
  });
});

describe('what it reports', () => {
  test('logs go to groups that exist before it does', () => {
    const result = make();
    expect(result.instance.enabled_cloudwatch_logs_exports).toEqual(['postgresql', 'upgrade']);
    expect(
      result.all('aws_cloudwatch_log_group').map((group) => [group.name, group.retention_in_days]),
    ).toEqual([
      ['/aws/rds/instance/acme-prod-database/postgresql', 365],
      ['/aws/rds/instance/acme-prod-database/upgrade', 365],
    ]);
    for (const log of ['postgresql', 'upgrade']) {
      expect(result.instance.depends_on).toContainEqual(
        expect.stringMatching(new RegExp(`^aws_cloudwatch_log_group\\.database_monitoring_${log}_`)),
      );
    }
  });

  test('logs kept for less than a year are recorded', () => {
    const groups = make({ logRetentionDays: 30 }).all('aws_cloudwatch_log_group');
    expect(groups.flatMap(Synthesized.exemptions)).toEqual(['CKV_AWS_338', 'CKV_AWS_338']);
  });

  test('insights and host metrics are on', () => {
    expect(make().instance).toMatchObject({
      performance_insights_enabled: true,
      performance_insights_retention_period: 7,
      monitoring_interval: 60,
    });
  });

  test('the role for host metrics is assumed for this database only, and may write before it is used', () => {
    const result = make();
    const { Statement } = JSON.parse(String(result.get('aws_iam_role').assume_role_policy));
    expect(result.instance.monitoring_role_arn).toContain('aws_iam_role.database_monitoring_role_');
    expect(result.instance.depends_on).toContainEqual(
      expect.stringMatching(/^aws_iam_role_policy_attachment\.database_monitoring_permission_/),
    );
    expect(Statement).toMatchObject([
      {
        Principal: { Service: 'monitoring.rds.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111111111111' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:rds:eu-west-1:111111111111:db:acme-prod-database' },
        },
      },
    ]);
  });

  test('its signals are those of its identifier', () => {
    const { signals, identifier } = make().database;
    expect(signals).toHaveLength(4);
    for (const { metric } of signals) expect(metric.dimensions).toEqual({ DBInstanceIdentifier: identifier });
  });

  test('notify sends events of this database and of its parameters, and of no other', () => {
    const result = make({}, (database) => database.notify('arn:topic'));
    const events = result.get('aws_db_event_subscription', 'database_events');
    expect(events).toMatchObject({ sns_topic: 'arn:topic', source_type: 'db-instance' });
    expect(events.source_ids).toEqual([expect.stringContaining('aws_db_instance.database_instance_')]);
    expect(events.event_categories).toEqual([
      'availability',
      'configuration change',
      'deletion',
      'failover',
      'failure',
      'low storage',
      'maintenance',
      'recovery',
    ]);
    expect(result.get('aws_db_event_subscription', 'database_parameter-events')).toMatchObject({
      source_type: 'db-parameter-group',
      event_categories: ['configuration change'],
    });
  });
});

test('others reach it by host name and port', () => {
  const { database, instance, resolve } = make();
  expect(instance.db_name).toBe(database.databaseName);
  expect(resolve(database.endpoint)).toMatch(/^\$\{aws_db_instance\.database_instance_\w+\.address\}$/);
  expect(resolve(database.port)).toMatch(/^\$\{aws_db_instance\.database_instance_\w+\.port\}$/);
  expect(database).toMatchObject({ databaseName: 'app', identifier: 'acme-prod-database' });
});

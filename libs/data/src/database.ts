import { Construct } from 'constructs';
import { DbEventSubscription } from '@cdktf/provider-aws/lib/db-event-subscription';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import {
  exempt,
  physicalName,
  type DatabaseSettings,
  type EnvironmentId,
  type KeyRef,
  type Monitored,
  type Removal,
  type SecretRef,
  type Signal,
} from '@slipway/core';
import { SecurityGroup, type Connectable, type Connections, type Network } from '@slipway/network';
import { DatabaseMonitoring } from './database-monitoring';
import { DATABASE_PARAMETERS } from './database-parameters';
import { databaseSignals } from './database-signals';

const POSTGRES_PORT = 5432;

export interface DatabaseProps {
  readonly environment: EnvironmentId;
  readonly account: string;
  readonly region: string;
  /** Where it lives: the isolated subnets. */
  readonly network: Pick<Network, 'environment' | 'vpcId' | 'isolatedSubnetIds'>;
  /** Key of storage, backups, logs, insights and the master password. */
  readonly key: KeyRef;
  readonly settings: DatabaseSettings;
  /**
   * - `protect`: Terraform refuses to destroy it, AWS keeps its backups, changes wait for the maintenance window, save a major upgrade
   * - `retain`: a final snapshot is left
   * - `delete`: nothing is left
   */
  readonly removal: Removal;
  /** How long Postgres's logs are kept, one of CloudWatch's values. */
  readonly logRetentionDays: number;
}

/**
 * Postgres on RDS, private and encrypted. The master password lives in Secrets Manager, is never in state, and RDS
 * changes it every 7 days: read it when connecting, not once at start.
 *
 * @example
 * const database = new Database(stack, 'database', { environment, account, region, network, key, settings, removal, logRetentionDays: 30 });
 * database.connections.allowFrom(web, 'Queries from web');
 * Cost: about 14 USD a month at db.t4g.micro with 20 GB in one zone, twice that in two, 0.40 USD for the secret
 * (us-east-1, list price 2026-11).
 */
export class Database extends Construct implements Connectable, Monitored {
  readonly connections: Connections;
  readonly identifier: string;
  /** Host name. */
  readonly endpoint: string;
  readonly port: number;
  readonly databaseName = 'app';
  readonly username = 'slipway_admin';
  /** Password of `username`. */
  readonly credentials: SecretRef;
  readonly signals: readonly Signal[];
  private readonly instance: DbInstance;
  private readonly parameters: DbParameterGroup;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    this.identifier = physicalName('db-instance', props.environment, 'database');
    const securityGroup = new SecurityGroup(this, 'security-group', {
      network: props.network,
      description: 'Postgres',
      port: POSTGRES_PORT,
    });
    const subnets = this.createSubnetGroup(props);
    this.parameters = this.createParameters(props);
    this.instance = this.createInstance(props, subnets, securityGroup);
    this.connections = securityGroup.connections;
    this.endpoint = this.instance.address;
    this.port = this.instance.port;
    this.credentials = { arn: this.instance.masterUserSecret.get(0).secretArn, field: 'password' };
    this.signals = databaseSignals(this.identifier, props.settings);
  }

  /**
   * Sends what RDS itself reports (failover, low storage, maintenance, failure) to a topic. Its key must let
   * events.rds.amazonaws.com in, which `EncryptionKey` does.
   */
  notify(topicArn: string): void {
    const subscribe = (id: string, sourceType: string, source: string, eventCategories: string[]) =>
      new DbEventSubscription(this, id, {
        namePrefix: `${this.identifier}-`,
        snsTopic: topicArn,
        sourceType,
        sourceIds: [source],
        eventCategories,
      });
    subscribe('events', 'db-instance', this.instance.identifier, [
      'availability',
      'configuration change',
      'deletion',
      'failover',
      'failure',
      'low storage',
      'maintenance',
      'recovery',
    ]);
    subscribe('parameter-events', 'db-parameter-group', this.parameters.name, ['configuration change']);
  }

  private createSubnetGroup(props: DatabaseProps): DbSubnetGroup {
    return new DbSubnetGroup(this, 'subnets', {
      namePrefix: `${this.identifier}-`,
      description: `Isolated subnets of ${this.identifier}`,
      subnetIds: [...props.network.isolatedSubnetIds],
    });
  }

  private createParameters({ settings }: DatabaseProps): DbParameterGroup {
    const [major = ''] = settings.version.split('.');
    return new DbParameterGroup(this, 'parameters', {
      namePrefix: `${this.identifier}-`,
      family: `postgres${major}`,
      description: `Settings of ${this.identifier}`,
      parameter: Object.entries(DATABASE_PARAMETERS).map(([name, value]) => ({ name, value })),
      // A new major needs a new group while the old one is still in use.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private createInstance(props: DatabaseProps, subnets: DbSubnetGroup, group: SecurityGroup): DbInstance {
    const { settings, removal, key } = props;
    const monitoring = new DatabaseMonitoring(this, 'monitoring', { ...props, identifier: this.identifier });
    const minorIsPinned = settings.version.includes('.');
    const upgradesMajor = settings.upgrade === 'major';
    const instance = new DbInstance(this, 'instance', {
      identifier: this.identifier,
      engine: 'postgres',
      engineVersion: settings.version,
      instanceClass: settings.size,
      dbName: this.databaseName,
      multiAz: settings.multiAz,

      storageType: 'gp3',
      allocatedStorage: settings.storageGb,
      maxAllocatedStorage: settings.maxStorageGb > settings.storageGb ? settings.maxStorageGb : undefined,
      storageEncrypted: true,
      kmsKeyId: key.arn,

      username: this.username,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: key.arn,
      iamDatabaseAuthenticationEnabled: true,

      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [group.id],
      // No `port`: RDS's default is Postgres's own, and where it answers is read back.
      publiclyAccessible: false,
      caCertIdentifier: 'rds-ca-rsa2048-g1',
      parameterGroupName: this.parameters.name,

      // Times are UTC. The windows must not meet: RDS refuses it.
      backupWindow: '02:00-03:00',
      maintenanceWindow: 'sun:03:30-sun:04:30',
      backupRetentionPeriod: settings.backupDays,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: removal !== 'protect',
      skipFinalSnapshot: removal === 'delete',
      // The subnet group's name ends in the moment of its birth, so each life of the database leaves a snapshot of its
      // own. Should the name be taken all the same, RDS refuses and the database stays.
      finalSnapshotIdentifier: removal === 'delete' ? undefined : `${subnets.name}-final`,

      // A pinned minor that RDS upgrades would be a downgrade to every later plan.
      autoMinorVersionUpgrade: !minorIsPinned,
      allowMajorVersionUpgrade: upgradesMajor,
      // A major upgrade that waits would keep the old parameter group in use, which Terraform is about to delete.
      applyImmediately: removal !== 'protect' || upgradesMajor,
      deletionProtection: settings.deletionProtection,

      enabledCloudwatchLogsExports: [...monitoring.logs],
      monitoringInterval: 60,
      monitoringRoleArn: monitoring.roleArn,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: key.arn,
      performanceInsightsRetentionPeriod: 7,

      lifecycle: { preventDestroy: removal === 'protect' },
      dependsOn: [...monitoring.requirements],
    });
    if (!settings.multiAz) exempt(instance, 'CKV_AWS_157', 'One zone: the environment asks for no standby');
    if (!settings.deletionProtection) exempt(instance, 'CKV_AWS_293', 'The environment may be destroyed');
    if (minorIsPinned) exempt(instance, 'CKV_AWS_226', `The environment pins Postgres ${settings.version}`);
    return instance;
  }
}

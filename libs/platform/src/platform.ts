import { DataAwsEc2ManagedPrefixList } from '@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list';
import { Bastion, Cluster, LoadBalancer, Service } from '@slipway/compute';
import { RELEASES, type BucketRef, type Environment, type Monitored } from '@slipway/core';
import { Bucket, Database, EncryptionKey } from '@slipway/data';
import { Cdn, Certificate, Firewall, OriginSecret, Zone } from '@slipway/edge';
import { Network } from '@slipway/network';
import { Alarms, Dashboard, LogGroup } from '@slipway/observability';
import { databaseAccess } from './database-access';
import type { EnvironmentStack } from './environment-stack';
import { LogBuckets } from './log-buckets';
import { writeOutputs } from './outputs';

/**
 * Everything that one environment consists of, wired from top to bottom. A part takes what it needs from the parts
 * above it as plain values, so that each can be read, tested and replaced alone.
 *
 * @example new Platform(new EnvironmentStack(app, environment), environment)
 */
export class Platform {
  private readonly monitored: Monitored[] = [];

  constructor(
    private readonly stack: EnvironmentStack,
    private readonly environment: Environment,
  ) {
    const key = this.createKey('key', 'Data, logs and messages');
    const logBuckets = new LogBuckets(stack, 'log-buckets', this.context);
    const releases = this.createReleases(key, logBuckets);
    const network = this.createNetwork(key);
    const database = this.createDatabase(network, key);

    const zone = this.createZone();
    const certificate = this.createCertificate(zone);
    const edge = logBuckets.cdn && this.prepareEdge(key, logBuckets.cdn);
    const loadBalancer = this.createLoadBalancer(network, certificate, logBuckets, edge);
    const cluster = this.createCluster(key);
    const services = this.createServices({ network, loadBalancer, cluster, key, database });
    const bastion = this.createBastion(network, database);

    const cdn = edge && this.createCdn(edge, certificate, loadBalancer);
    zone.alias(cdn ?? { domainName: loadBalancer.dnsName, hostedZoneId: loadBalancer.zoneId });

    const alarms = this.createAlarms(key, edge);
    database?.notify(alarms.topicArn);
    writeOutputs(stack, { environment, cluster, services, releases, zone, database, bastion, alarms });
  }

  /** What nearly every part wants to know. */
  private get context() {
    const { environment } = this;
    return { environment, ...environment.aws, removal: environment.removal };
  }

  private createKey(id: string, description: string): EncryptionKey {
    return new EncryptionKey(this.stack, id, { ...this.context, description });
  }

  /** The ledger of releases, which people read when something went wrong: nothing in there expires. */
  private createReleases(key: EncryptionKey, { accesses }: LogBuckets): Bucket {
    return new Bucket(this.stack, 'releases', {
      ...this.context,
      purpose: RELEASES,
      key,
      accessLogs: accesses,
    });
  }

  private createNetwork(key: EncryptionKey): Network {
    const { network, logs } = this.environment;
    return this.watch(
      new Network(this.stack, 'network', {
        ...this.context,
        ...network,
        key,
        logRetentionDays: logs.retentionDays,
      }),
    );
  }

  private createDatabase(network: Network, key: EncryptionKey): Database | undefined {
    const { database: settings, logs } = this.environment;
    if (!settings) return undefined;
    return this.watch(
      new Database(this.stack, 'database', {
        ...this.context,
        network,
        key,
        settings,
        logRetentionDays: logs.retentionDays,
      }),
    );
  }

  private createZone(): Zone {
    return new Zone(this.stack, 'zone', { ...this.context, ...this.environment.domain });
  }

  private createCertificate(zone: Zone): Certificate {
    const { name: domainName } = this.environment.domain;
    return this.watch(new Certificate(this.stack, 'certificate', { domainName, validation: zone }));
  }

  /** What both ends of the way from the CDN to the load balancer have to agree on. */
  private prepareEdge(homeKey: EncryptionKey, accessLogs: BucketRef): Edge {
    const { stack, environment } = this;
    const key = environment.aws.region === US_EAST_1 ? homeKey : this.createEdgeKey();
    const originSecret = new OriginSecret(stack, 'origin-secret', { active: environment.edge.originSecret });
    const cloudFront = new DataAwsEc2ManagedPrefixList(stack, 'cloudfront-addresses', {
      name: 'com.amazonaws.global.cloudfront.origin-facing',
    });
    return { key, originSecret, prefixListId: cloudFront.id, accessLogs };
  }

  /** Keys do not leave their region, and what belongs to CloudFront lives in this one. */
  private createEdgeKey(): EncryptionKey {
    return new EncryptionKey(this.stack, 'edge-key', {
      ...this.context,
      region: US_EAST_1,
      provider: this.stack.usEast1,
      description: 'Logs and messages of the edge',
    });
  }

  private createLoadBalancer(
    network: Network,
    certificate: Certificate,
    logBuckets: LogBuckets,
    edge: Edge | undefined,
  ): LoadBalancer {
    return this.watch(
      new LoadBalancer(this.stack, 'load-balancer', {
        ...this.context,
        network,
        exposure: edge
          ? { mode: 'behind-cdn', prefixListId: edge.prefixListId, originHeader: edge.originSecret.accepted }
          : 'public',
        certificateArn: certificate.arn,
        accessLogs: logBuckets.loadBalancer,
        latencySeconds: this.environment.alerts.latencySeconds,
      }),
    );
  }

  private createCluster(key: EncryptionKey): Cluster {
    const execLogs = this.createLogGroup('exec', key);
    return new Cluster(this.stack, 'cluster', { ...this.context, key, execLogs });
  }

  private createServices(parts: ServiceParts): Service[] {
    const { database, loadBalancer, ...rest } = parts;
    const access = database && databaseAccess(database);
    return Object.entries(this.environment.services).map(([name, settings]) => {
      const service = new Service(this.stack, name, {
        ...this.context,
        ...rest,
        name,
        settings: { ...settings, environment: { ...access?.environment, ...settings.environment } },
        secrets: access?.secrets,
        logs: this.createLogGroup(name, parts.key),
        repositoryArns: [repositoryArn(this.environment)],
        loadBalancer: name === 'web' ? loadBalancer : undefined,
      });
      database?.connections.allowFrom(service, `Queries from ${name}`);
      return this.watch(service);
    });
  }

  private createLogGroup(name: string, key: EncryptionKey): LogGroup {
    const { retentionDays } = this.environment.logs;
    return new LogGroup(this.stack, `${name}-logs`, { ...this.context, name, retentionDays, key });
  }

  private createBastion(network: Network, database: Database | undefined): Bastion | undefined {
    if (!this.environment.bastion) return undefined;
    const bastion = new Bastion(this.stack, 'bastion', { ...this.context, network });
    database?.connections.allowFrom(bastion, 'Port forwarding by people');
    return bastion;
  }

  private createCdn(edge: Edge, certificate: Certificate, loadBalancer: LoadBalancer): Cdn {
    const { stack, environment } = this;
    const { name: domainName } = environment.domain;
    const firewall =
      environment.edge.firewall &&
      new Firewall(stack, 'firewall', {
        ...this.context,
        provider: stack.usEast1,
        key: edge.key,
        logRetentionDays: environment.logs.retentionDays,
      });
    const inUsEast1 = new Certificate(stack, 'cdn-certificate', {
      domainName,
      validation: certificate,
      provider: stack.usEast1,
    });
    const cdn = new Cdn(stack, 'cdn', {
      ...this.context,
      domainName,
      certificate: this.watch(inUsEast1),
      originDomainName: loadBalancer.dnsName,
      originHeader: edge.originSecret.sent,
      accessLogs: edge.accessLogs,
      firewallArn: firewall ? firewall.arn : undefined,
    });
    return this.watch(cdn);
  }

  private createAlarms(key: EncryptionKey, edge: Edge | undefined): Alarms {
    const { stack, environment } = this;
    const signals = this.monitored.flatMap((part) => part.signals);
    new Dashboard(stack, 'dashboard', { ...this.context, signals });
    return new Alarms(stack, 'alarms', {
      ...this.context,
      signals,
      key,
      globalKey: edge?.key,
      globalProvider: stack.usEast1,
      emails: environment.alerts.emails,
    });
  }

  private watch<T extends Monitored>(part: T): T {
    this.monitored.push(part);
    return part;
  }
}

interface Edge {
  readonly key: EncryptionKey;
  readonly originSecret: OriginSecret;
  readonly prefixListId: string;
  readonly accessLogs: BucketRef;
}

interface ServiceParts {
  readonly network: Network;
  readonly loadBalancer: LoadBalancer;
  readonly cluster: Cluster;
  readonly key: EncryptionKey;
  readonly database: Database | undefined;
}

const US_EAST_1 = 'us-east-1';

/** The one repository of the app, which all environments pull from: promotion ships the very image. */
function repositoryArn({ app, aws }: Environment): string {
  return `arn:aws:ecr:${aws.region}:${aws.registryAccount}:repository/${app}`;
}

import { Bastion, Cluster, LoadBalancer, Service } from '@slipway/compute';
import { originDomain, RELEASES, type Environment, type Monitored } from '@slipway/core';
import { Bucket, Database, EncryptionKey } from '@slipway/data';
import { Certificate, Zone } from '@slipway/edge';
import { Network } from '@slipway/network';
import { Alarms, Dashboard, LogGroup } from '@slipway/observability';
import { asWritten } from './as-written';
import { databaseAccess } from './database-access';
import { Edge } from './edge';
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
  private readonly environment: Environment;

  constructor(
    private readonly stack: EnvironmentStack,
    given: Environment,
  ) {
    const environment = asWritten(given);
    this.environment = environment;
    const key = this.createKey();
    const logBuckets = new LogBuckets(stack, 'log-buckets', { ...this.context, usEast1: stack.usEast1 });
    const releases = this.createReleases(key, logBuckets);
    const network = this.createNetwork(key);
    const database = this.createDatabase(network, key);

    const zone = this.createZone();
    const certificate = this.createCertificate(zone);
    const edge = this.createEdge(key, logBuckets);
    const loadBalancer = this.createLoadBalancer(network, certificate, logBuckets, edge);
    const cluster = this.createCluster(key);
    const services = this.createServices({ network, loadBalancer, cluster, key, database });
    const bastion = this.createBastion(network, database);

    this.publish(zone, certificate, loadBalancer, edge);
    const alarms = this.createAlarms(key, edge);
    database?.notify(alarms.topicArn);
    writeOutputs(stack, { environment, cluster, services, releases, edge, zone, database, bastion, alarms });
  }

  /** What nearly every part wants to know. */
  private get context() {
    const { environment } = this;
    return { environment, ...environment.aws, removal: environment.removal };
  }

  private createKey(): EncryptionKey {
    return new EncryptionKey(this.stack, 'key', {
      ...this.context,
      description: 'Data, logs and messages',
      services: ['logs', 'alarms', ...(this.environment.database ? (['database-events'] as const) : [])],
    });
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
    const { domain, edge } = this.environment;
    return this.watch(
      new Certificate(this.stack, 'certificate', {
        domainName: domain.name,
        alternativeNames: edge.cdn ? [originDomain(this.environment)] : [],
        validation: zone,
      }),
    );
  }

  private createEdge(homeKey: EncryptionKey, { cdn, accesses }: LogBuckets): Edge | undefined {
    const { stack, environment } = this;
    return cdn && new Edge({ stack, environment, homeKey, requestLogs: cdn, accessLogs: accesses });
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
        exposure: edge?.admission ?? 'public',
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
    const { environment } = this;
    const { database, loadBalancer, key, ...rest } = parts;
    return Object.entries(environment.services).map(([name, settings]) => {
      const access = database && databaseAccess({ database, key, environment }, name);
      const service = new Service(this.stack, name, {
        ...this.context,
        ...rest,
        name,
        key,
        settings: { ...settings, environment: { ...access?.environment, ...settings.environment } },
        secrets: access?.secrets,
        logs: this.createLogGroup(name, key),
        repositoryArns: [repositoryArn(environment)],
        loadBalancer: name === 'web' ? loadBalancer : undefined,
      });
      if (access) service.grant('database', ...access.permissions);
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

  /** Users meet the CDN, which finds the load balancer by a name of its own; without one, they meet the load balancer. */
  private publish(
    zone: Zone,
    certificate: Certificate,
    balancer: LoadBalancer,
    edge: Edge | undefined,
  ): void {
    const target = { domainName: balancer.dnsName, hostedZoneId: balancer.zoneId };
    if (!edge) return zone.alias(target);
    const originDomainName = zone.origin(originDomain(this.environment), target, balancer.ready);
    const { cdn, certificate: atCdn } = edge.createCdn(certificate, originDomainName);
    zone.alias(cdn);
    this.watch(atCdn);
    this.watch(cdn);
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

interface ServiceParts {
  readonly network: Network;
  readonly loadBalancer: LoadBalancer;
  readonly cluster: Cluster;
  readonly key: EncryptionKey;
  readonly database: Database | undefined;
}

/** The one repository of the app, which all environments pull from: promotion ships the very image. */
function repositoryArn({ app, aws }: Environment): string {
  return `arn:aws:ecr:${aws.region}:${aws.registryAccount}:repository/${app}`;
}

import { Fn, TerraformOutput, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Bastion, Cluster, Service } from '@slipway/compute';
import type { BucketRef, Environment } from '@slipway/core';
import type { Database } from '@slipway/data';
import type { Zone } from '@slipway/edge';
import type { Alarms } from '@slipway/observability';
import type { Edge } from './edge';
import type { EnvironmentStack } from './environment-stack';

interface Parts {
  readonly environment: Environment;
  readonly cluster: Cluster;
  readonly services: readonly Service[];
  readonly releases: BucketRef;
  readonly edge?: Edge;
  readonly zone: Zone;
  readonly alarms: Alarms;
  readonly database?: Database;
  readonly bastion?: Bastion;
}

/** What people and tools need to know of an environment once it exists. None of it is secret. */
export function writeOutputs(stack: EnvironmentStack, parts: Parts): void {
  const { environment, cluster, services, releases, edge, zone, database, bastion, alarms } = parts;
  const scope = new Construct(stack, 'outputs');
  const output = (id: string, description: string, value: unknown) => {
    if (value !== undefined) new TerraformOutput(scope, id, { description, value }).overrideLogicalId(id);
  };
  output('url', 'Where users find it', `https://${environment.domain.name}`);
  output(
    'name_servers',
    'Enter these at the registrar, or as a delegation of the parent zone',
    zone.nameServers,
  );
  output('cluster', 'ECS cluster', cluster.name);
  output(
    'services',
    'ECS services, by process type',
    services.map(({ name }) => name),
  );
  output('releases_bucket', 'Ledger of releases, one JSON record each', releases.name);
  output(
    'assets_bucket',
    'Fingerprinted files of the releases that may still be asked for',
    edge?.assets?.name,
  );
  output('parameter_paths', 'Where each service finds its secrets in SSM', parameterPaths(services));
  output(
    'database_endpoint',
    'Postgres, from inside the VPC',
    database && Fn.join(':', [database.endpoint, Token.asString(database.port)]),
  );
  output(
    'database_credentials',
    'Secret with the master password, in Secrets Manager',
    database?.credentials.arn,
  );
  output('alerts_topic', 'SNS topic of alarms and database events', alarms.topicArn);
  output('bastion_group', 'Auto Scaling group that opens the bastion at 1', bastion?.groupName);
}

function parameterPaths(services: readonly Service[]): { [service: string]: string } {
  return Object.fromEntries(services.map(({ name, parameterPath }) => [name, parameterPath]));
}

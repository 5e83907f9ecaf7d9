import { Construct } from 'constructs';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { physicalName, type EnvironmentId } from '@slipway/core';
import { SecurityGroup } from './security-group';

export interface EndpointsProps {
  readonly network: { readonly vpcId: string; readonly cidr: string; readonly environment: EnvironmentId };
  readonly region: string;
  /** Subnets that interface endpoints get an address in, one per zone. */
  readonly subnetIds: readonly string[];
  /** Route tables that lead to S3. */
  readonly routeTableIds: readonly string[];
  /** AWS services to reach without the internet, by the end of their endpoint name, such as `ecr.api`. */
  readonly services: readonly string[];
}

/**
 * What tasks in Fargate need without NAT: pull images, write logs, read secrets, and be reached by ECS Exec.
 * `ecs`, `ecs-agent` and `ecs-telemetry` are for EC2 hosts only.
 *
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
export const ENDPOINTS_WITHOUT_NAT: readonly string[] = [
  'ecr.api',
  'ecr.dkr',
  'kms',
  'logs',
  'secretsmanager',
  'ssm',
  'ssmmessages',
];

/**
 * Ways from the VPC to AWS's own APIs. S3 is always there and free: image layers come from it, and through NAT they
 * would be billed. Its policy stays open, because layers and packages live in buckets of AWS that differ by region.
 *
 * Cost: about 7.30 USD a month for each interface endpoint and zone (us-east-1, list price 2026-11).
 */
export class Endpoints extends Construct {
  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    new VpcEndpoint(this, 's3', {
      vpcId: props.network.vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: serviceName(props.region, 's3'),
      routeTableIds: [...props.routeTableIds],
      tags: nameTag(props, 's3'),
    });
    if (props.services.length > 0) {
      this.createInterfaces(props);
    }
  }

  private createInterfaces(props: EndpointsProps): void {
    const group = new SecurityGroup(this, 'security-group', {
      network: props.network,
      description: 'Interface endpoints of AWS services',
      port: 443,
    });
    group.connections.allowFromAddresses('vpc', props.network.cidr, 'AWS API calls from inside the VPC');
    for (const service of props.services) {
      new VpcEndpoint(this, service.replaceAll('.', '-'), {
        vpcId: props.network.vpcId,
        vpcEndpointType: 'Interface',
        serviceName: serviceName(props.region, service),
        privateDnsEnabled: true,
        subnetIds: [...props.subnetIds],
        securityGroupIds: [group.id],
        tags: nameTag(props, service),
      });
    }
  }
}

function serviceName(region: string, service: string): string {
  return `com.amazonaws.${region}.${service}`;
}

function nameTag(props: EndpointsProps, service: string): { Name: string } {
  return { Name: physicalName('name-tag', props.network.environment, service) };
}

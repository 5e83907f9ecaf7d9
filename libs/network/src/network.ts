import { Construct } from 'constructs';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import {
  physicalName,
  type EnvironmentId,
  type KeyRef,
  type Monitored,
  type NatMode,
  type Signal,
} from '@slipway/core';
import { Endpoints, ENDPOINTS_WITHOUT_NAT } from './endpoints';
import { FlowLogs } from './flow-logs';
import { layoutSubnets } from './layout';
import { NatGateways } from './nat-gateways';
import { checkZones } from './zones-of-account';
import { SubnetTier, type DefaultRoute } from './subnet-tier';

export interface NetworkProps {
  readonly environment: EnvironmentId;
  /** IPv4 block of the VPC, /16 to /20. */
  readonly cidr: string;
  /** Full names of 2 or 3 availability zones, such as `eu-west-1a`. */
  readonly zones: readonly string[];
  readonly nat: NatMode;
  readonly account: string;
  readonly region: string;
  /** Key of the flow logs. @default CloudWatch's own encryption */
  readonly key?: KeyRef;
  /** How long flow logs are kept, one of CloudWatch's values. */
  readonly logRetentionDays: number;
  /**
   * AWS services that private subnets reach without the internet, by the end of their endpoint name, such as `ecr.api`.
   *
   * @default with NAT none; without it what Fargate tasks need
   */
  readonly endpoints?: readonly string[];
}

/**
 * A VPC over 2 or 3 zones: public subnets for the load balancer, private ones for what runs, isolated ones for data.
 *
 * @example
 * new Network(stack, 'network', {
 *   environment, cidr: '10.0.0.0/16', zones: ['eu-west-1a', 'eu-west-1b'], nat: 'one',
 *   account: '111111111111', region: 'eu-west-1', key, logRetentionDays: 30,
 * });
 * Cost: about 33 USD a month for each NAT gateway; without NAT about 51 USD for the endpoints of each zone
 * (us-east-1, list price 2026-11). The VPC itself is free.
 */
export class Network extends Construct implements Monitored {
  readonly environment: EnvironmentId;
  readonly vpcId: string;
  readonly cidr: string;
  /** Reach the internet and can be reached from it: the load balancer's. */
  readonly publicSubnetIds: readonly string[];
  /** Reach the internet as `nat` says. */
  readonly privateSubnetIds: readonly string[];
  /** Reach nothing outside the VPC. */
  readonly isolatedSubnetIds: readonly string[];
  readonly signals: readonly Signal[];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { environment, cidr, zones } = props;
    const layout = layoutSubnets(cidr, zones.length);
    this.environment = environment;
    this.cidr = cidr;
    checkZones(this, 'zones', props.region, zones);
    this.vpcId = this.createVpc(props);
    this.lockDefaultSecurityGroup();

    const internet = this.createInternetGateway();
    const publicTier = this.createTier('public', zones, layout.public, [internet]);
    const nat = new NatGateways(this, 'nat', {
      environment,
      mode: props.nat,
      zones,
      publicSubnetIds: publicTier.subnetIds,
    });
    const privateTier = this.createTier('private', zones, layout.private, nat.routes);
    const isolatedTier = this.createTier('isolated', zones, layout.isolated, [undefined]);
    this.publicSubnetIds = publicTier.subnetIds;
    this.privateSubnetIds = privateTier.subnetIds;
    this.isolatedSubnetIds = isolatedTier.subnetIds;

    new Endpoints(this, 'endpoints', {
      network: this,
      region: props.region,
      subnetIds: privateTier.subnetIds,
      routeTableIds: privateTier.routeTableIds,
      services: props.endpoints ?? (props.nat === 'none' ? ENDPOINTS_WITHOUT_NAT : []),
    });
    new FlowLogs(this, 'flow-logs', {
      environment,
      vpcId: this.vpcId,
      account: props.account,
      region: props.region,
      key: props.key,
      retentionDays: props.logRetentionDays,
    });
    this.signals = nat.signals;
  }

  private createVpc(props: NetworkProps): string {
    const vpc = new Vpc(this, 'vpc', {
      cidrBlock: props.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: physicalName('name-tag', props.environment) },
    });
    return vpc.id;
  }

  /** Every VPC is born with a group whose members may all talk to each other; whatever lands in it by mistake is cut off. */
  private lockDefaultSecurityGroup(): void {
    new DefaultSecurityGroup(this, 'default-security-group', { vpcId: this.vpcId, ingress: [], egress: [] });
  }

  private createInternetGateway(): DefaultRoute {
    const gateway = new InternetGateway(this, 'internet-gateway', {
      vpcId: this.vpcId,
      tags: { Name: physicalName('name-tag', this.environment) },
    });
    return { gatewayId: gateway.id };
  }

  private createTier(
    id: string,
    zones: readonly string[],
    blocks: readonly string[],
    defaultRoutes: readonly DefaultRoute[],
  ): SubnetTier {
    const { environment, vpcId } = this;
    return new SubnetTier(this, id, { environment, vpcId, zones, blocks, defaultRoutes });
  }
}

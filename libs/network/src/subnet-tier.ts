import { Construct } from 'constructs';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { physicalName, type EnvironmentId } from '@slipway/core';

/** Where packets for the internet go; `undefined`: nowhere. */
export type DefaultRoute = { readonly gatewayId: string } | { readonly natGatewayId: string } | undefined;

export interface SubnetTierProps {
  readonly environment: EnvironmentId;
  readonly vpcId: string;
  /** Full zone names, one subnet each. */
  readonly zones: readonly string[];
  /** One block per zone, in the order of `zones`. */
  readonly blocks: readonly string[];
  /** One route table per entry: as many as zones, or a single one that all zones share. */
  readonly defaultRoutes: readonly DefaultRoute[];
}

/** Subnets of one kind, one per zone, with their routes. */
export class SubnetTier extends Construct {
  /**
   * Known only once the subnet is routed, so that whatever is placed in it waits for its way to the internet: a load
   * balancer is refused in a VPC without an internet gateway, a task that starts before its route cannot pull its image.
   */
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];

  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const tables = props.defaultRoutes.map((route, index) => this.createTable(props, route, index + 1));
    this.routeTableIds = tables.map(({ table }) => table.id);
    this.subnetIds = props.zones.map((zone, index) => {
      const subnet = new Subnet(this, `subnet-${index + 1}`, {
        vpcId: props.vpcId,
        availabilityZone: zone,
        cidrBlock: props.blocks[index],
        mapPublicIpOnLaunch: false,
        tags: { Name: physicalName('name-tag', props.environment, id, zone) },
      });
      const { table, route } = tables[Math.min(index, tables.length - 1)]!;
      const association = new RouteTableAssociation(this, `association-${index + 1}`, {
        subnetId: subnet.id,
        routeTableId: table.id,
        dependsOn: route && [route],
      });
      return association.subnetId;
    });
  }

  private createTable(props: SubnetTierProps, target: DefaultRoute, number: number) {
    const zone = props.defaultRoutes.length > 1 ? [props.zones[number - 1]!] : [];
    const table = new RouteTable(this, `routes-${number}`, {
      vpcId: props.vpcId,
      tags: { Name: physicalName('name-tag', props.environment, this.node.id, ...zone) },
    });
    const route =
      target &&
      new Route(this, `default-route-${number}`, {
        routeTableId: table.id,
        destinationCidrBlock: '0.0.0.0/0',
        ...target,
      });
    return { table, route };
  }
}

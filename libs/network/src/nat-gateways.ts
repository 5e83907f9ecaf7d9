import { Construct } from 'constructs';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { physicalName, type EnvironmentId, type Monitored, type NatMode, type Signal } from '@slipway/core';
import type { DefaultRoute } from './subnet-tier';

export interface NatGatewaysProps {
  readonly environment: EnvironmentId;
  readonly mode: NatMode;
  readonly zones: readonly string[];
  /** One per zone, in the order of `zones`. */
  readonly publicSubnetIds: readonly string[];
}

/**
 * The way out for private subnets.
 *
 * Cost: about 33 USD a month for each gateway and 4.5 cents a GB (us-east-1, list price 2026-11).
 */
export class NatGateways extends Construct implements Monitored {
  /** For each zone: its own gateway, the only one, or none. */
  readonly routes: readonly DefaultRoute[];
  readonly signals: readonly Signal[];

  constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    const count = { none: 0, one: 1, 'per-zone': props.zones.length }[props.mode];
    const gatewayIds = props.zones
      .slice(0, count)
      .map((zone, index) => this.createGateway(props, zone, index));
    this.routes = props.zones.map((_, index) => {
      const natGatewayId = gatewayIds[index] ?? gatewayIds[0];
      return natGatewayId === undefined ? undefined : { natGatewayId };
    });
    this.signals = gatewayIds.map((natGatewayId, index) => portsExhausted(natGatewayId, index + 1));
  }

  private createGateway(props: NatGatewaysProps, zone: string, index: number): string {
    const tags = { Name: physicalName('name-tag', props.environment, zone) };
    const address = new Eip(this, `address-${index + 1}`, { domain: 'vpc', tags });
    const gateway = new NatGateway(this, `gateway-${index + 1}`, {
      allocationId: address.id,
      subnetId: props.publicSubnetIds[index],
      tags,
    });
    return gateway.id;
  }
}

/** Source: https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html */
function portsExhausted(natGatewayId: string, number: number): Signal {
  return {
    id: `nat-ports-${number}`,
    description:
      'New connections to the internet fail: the NAT gateway has no free port to one destination. ' +
      'Look for a service that opens a connection per request instead of keeping them alive.',
    metric: {
      namespace: 'AWS/NATGateway',
      name: 'ErrorPortAllocation',
      statistic: 'Sum',
      dimensions: { NatGatewayId: natGatewayId },
      periodSeconds: 300,
    },
    comparison: 'above',
    threshold: 0,
    periods: 1,
  };
}

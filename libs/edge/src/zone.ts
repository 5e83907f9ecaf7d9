import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { exempt, type EnvironmentId, type Removal } from '@slipway/core';

export interface ZoneProps {
  readonly environment: EnvironmentId;
  /** Host name that users type; with `zone: 'own'` also the name of the zone. */
  readonly name: string;
  /** `'own'`: a public hosted zone is created; `{ id }`: records go into a zone that somebody else owns. */
  readonly zone: 'own' | { readonly id: string };
  /** CAA names of authorities that may issue for an own zone besides Amazon's. */
  readonly certificateAuthorities: readonly string[];
  /** Subdomains that other environments own: name to the name servers of their zone. */
  readonly delegations: { readonly [name: string]: readonly string[] };
  readonly removal: Removal;
}

/** What an alias record points at. Both values come from the same distribution or load balancer. */
export interface AliasTarget {
  readonly domainName: string;
  /** Hosted zone of the target itself, which AWS owns; not the zone that the record lives in. */
  readonly hostedZoneId: string;
}

/**
 * DNS of one environment: a hosted zone of its own or a place in an existing one.
 *
 * @example
 * const zone = new Zone(stack, 'zone', { environment, name: 'acme.example', zone: 'own', certificateAuthorities: [], delegations: {}, removal });
 * zone.alias(cdn);
 * Cost: 50 cents a month for an own zone; queries that alias records answer are free.
 */
export class Zone extends Construct {
  readonly zoneId: string;
  /** Name servers to enter at the registrar, or in the delegations of the parent's zone. None for an existing zone. */
  readonly nameServers?: readonly string[];
  private readonly name: string;

  constructor(scope: Construct, id: string, props: ZoneProps) {
    super(scope, id);
    this.name = props.name;
    if (props.zone === 'own') {
      const zone = this.createZone(props);
      this.zoneId = zone.zoneId;
      this.nameServers = zone.nameServers;
      this.limitAuthorities(props.certificateAuthorities);
    } else {
      this.zoneId = props.zone.id;
    }
    this.delegate(props.delegations);
  }

  /** Points the environment's host name, over IPv4 and IPv6, at its distribution or load balancer. */
  alias(target: AliasTarget): void {
    this.createAlias('alias-ipv4', 'A', this.name, target);
    this.createAlias('alias-ipv6', 'AAAA', this.name, target);
  }

  /**
   * Gives the load balancer the name by which the CDN asks for it. IPv4 alone, which is what it answers on.
   *
   * @param name below the environment's host name
   * @param ready what has to be there first: the load balancer with a certificate for that name
   * @returns the name as a reference, by which the CDN waits until it can be asked for
   */
  origin(name: string, target: AliasTarget, ready: ITerraformDependable): string {
    return this.createAlias('origin', 'A', name, target, [ready]).name;
  }

  private createAlias(
    id: string,
    type: 'A' | 'AAAA',
    name: string,
    target: AliasTarget,
    dependsOn?: ITerraformDependable[],
  ): Route53Record {
    return new Route53Record(this, id, {
      zoneId: this.zoneId,
      name,
      type,
      alias: {
        name: target.domainName,
        zoneId: target.hostedZoneId,
        // Route 53 refuses true for CloudFront, and with a single record there is nothing to fail over to.
        evaluateTargetHealth: false,
      },
      dependsOn,
    });
  }

  private createZone({ environment, name, removal }: ZoneProps): Route53Zone {
    const zone = new Route53Zone(this, 'zone', {
      name,
      comment: `${environment.app} ${environment.name}`,
      // A zone that is made anew has other name servers, and the registrar goes on asking the old ones.
      lifecycle: removal === 'protect' ? { preventDestroy: true } : undefined,
      forceDestroy: removal === 'delete',
    });
    exempt(zone, 'CKV2_AWS_38', 'DNSSEC needs a record at the registrar, which only its owner can set');
    exempt(zone, 'CKV2_AWS_39', 'Queries hold no secret; the CDN and the load balancer log every request');
    return zone;
  }

  /**
   * Without it any certificate authority may issue for the domain. Subdomains inherit it unless they have their own.
   * Amazon's must be able to: load balancer and CDN present its certificates.
   * Source: https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html
   */
  private limitAuthorities(others: readonly string[]): void {
    new Route53Record(this, 'certificate-authority', {
      zoneId: this.zoneId,
      name: this.name,
      type: 'CAA',
      ttl: 3600,
      records: [AMAZON, ...others.filter((name) => name !== AMAZON)].map((name) => `0 issue "${name}"`),
    });
  }

  private delegate(delegations: ZoneProps['delegations']): void {
    for (const [name, nameServers] of Object.entries(delegations)) {
      new Route53Record(this, `delegation-${name}`, {
        zoneId: this.zoneId,
        name,
        type: 'NS',
        // Short: a disposable environment that is built again comes back with other name servers.
        ttl: 300,
        records: [...nameServers],
      });
    }
  }
}

/** The name of Amazon's authority in CAA records. */
const AMAZON = 'amazon.com';

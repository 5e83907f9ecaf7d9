import { DataAwsEc2ManagedPrefixList } from '@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list';
import type { BehindCdn } from '@slipway/compute';
import { ASSETS, ASSETS_PATH, type BucketRef, type Environment, type FirewallSettings } from '@slipway/core';
import { Bucket, EncryptionKey } from '@slipway/data';
import { Cdn, Certificate, Firewall, OriginSecret } from '@slipway/edge';
import type { EnvironmentStack } from './environment-stack';

export interface EdgeProps {
  readonly stack: EnvironmentStack;
  readonly environment: Environment;
  /** Key of the home region. */
  readonly homeKey: EncryptionKey;
  /** Where CloudFront logs requests. */
  readonly requestLogs: BucketRef;
  /** Where accesses to buckets are logged. */
  readonly accessLogs: BucketRef;
}

/**
 * What an environment has in front of its load balancer when it has a CDN. Comes in two steps: first what both ends of
 * the way from the CDN to the load balancer have to agree on, then, with the load balancer in place, the CDN.
 *
 * Its parts sit in the stack itself, as its siblings do: their paths are Terraform addresses.
 */
export class Edge {
  /** Key in us-east-1: keys do not leave their region, and what belongs to CloudFront lives in that one. */
  readonly key: EncryptionKey;
  /** Whom the load balancer lets in. */
  readonly admission: BehindCdn;
  /** Keeps fingerprinted files beyond the release that brought them. */
  readonly assets?: Bucket;
  private readonly originSecret: OriginSecret;

  constructor(private readonly props: EdgeProps) {
    const { stack, environment, homeKey } = props;
    this.key = environment.aws.region === US_EAST_1 ? homeKey : this.createKey();
    this.originSecret = new OriginSecret(stack, 'origin-secret', { active: environment.edge.originSecret });
    const cloudFront = new DataAwsEc2ManagedPrefixList(stack, 'cloudfront-addresses', {
      name: 'com.amazonaws.global.cloudfront.origin-facing',
    });
    this.admission = {
      mode: 'behind-cdn',
      direct: environment.edge.direct,
      prefixListId: cloudFront.id,
      originHeader: this.originSecret.accepted,
    };
    if (environment.edge.assets) this.assets = this.createAssets();
  }

  /**
   * @param homeCertificate the load balancer's, which is for the origin's name too
   * @param originDomainName name of the load balancer that answers by now
   */
  createCdn(
    homeCertificate: Certificate,
    originDomainName: string,
  ): { readonly cdn: Cdn; readonly certificate: Certificate } {
    const { stack, environment, requestLogs } = this.props;
    const firewall = environment.edge.firewall ? this.createFirewall(environment.edge.firewall) : undefined;
    const certificate = new Certificate(stack, 'cdn-certificate', {
      domainName: environment.domain.name,
      validation: homeCertificate,
      provider: stack.usEast1,
    });
    const cdn = new Cdn(stack, 'cdn', {
      environment,
      domainName: environment.domain.name,
      certificate,
      originDomainName,
      originHeader: this.originSecret.sent,
      assets: this.assets,
      accessLogs: requestLogs,
      firewallArn: firewall?.arn,
      priceClass: environment.edge.priceClass,
    });
    this.assets?.serve(cdn);
    return { cdn, certificate };
  }

  private get context() {
    const { environment } = this.props;
    return { environment, account: environment.aws.account, removal: environment.removal };
  }

  private createKey(): EncryptionKey {
    const { stack, environment } = this.props;
    return new EncryptionKey(stack, 'edge-key', {
      ...this.context,
      services: ['alarms', ...(environment.edge.firewall ? (['logs'] as const) : [])],
      region: US_EAST_1,
      provider: stack.usEast1,
      description: 'Logs and messages of the edge',
    });
  }

  /** Releases add to it and clear up after themselves, so nothing in there expires by age. */
  private createAssets(): Bucket {
    const { stack, accessLogs } = this.props;
    return new Bucket(stack, 'assets', {
      ...this.context,
      purpose: ASSETS,
      servedPrefix: ASSETS_PATH.replace(/^\//, ''),
      accessLogs,
    });
  }

  private createFirewall(settings: FirewallSettings): Firewall {
    const { stack, environment } = this.props;
    return new Firewall(stack, 'firewall', {
      ...this.context,
      ...settings,
      provider: stack.usEast1,
      key: this.key,
      logRetentionDays: environment.logs.retentionDays,
    });
  }
}

const US_EAST_1 = 'us-east-1';

import { Construct } from 'constructs';
import {
  CloudfrontDistribution,
  type CloudfrontDistributionConfig,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control';
import {
  exempt,
  physicalName,
  type BucketRef,
  type CertificateRef,
  type EnvironmentId,
  type Monitored,
  type PriceClass,
  type Signal,
} from '@slipway/core';
import { assetsOfApp, assetsOfBucket, passThrough } from './behaviours';
import { ASSETS, ASSETS_GROUP, assetBucketOrigin, LOAD_BALANCER, loadBalancerOrigin } from './origins';
import type { AliasTarget } from './zone';

export interface CdnProps {
  readonly environment: EnvironmentId;
  /** Host name that users type. The load balancer's certificate must be for it too, as pages are asked for by it. */
  readonly domainName: string;
  /** In us-east-1, for `domainName`. */
  readonly certificate: CertificateRef;
  /**
   * Name of the load balancer by which assets are asked for, without the host name that users type. Its certificate
   * must be for this one as well: CloudFront takes one that matches the origin's name or the `Host` header it sends
   * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html#ssl-negotitation-failure).
   */
  readonly originDomainName: string;
  /** Proves to the load balancer that the request came through this distribution: `sent` of an `OriginSecret`. */
  readonly originHeader: { readonly name: string; readonly value: string };
  /**
   * Bucket that keeps the app's fingerprinted files, of earlier releases too. It has to let this distribution in:
   * `bucket.serve(cdn)`.
   *
   * @default none: the load balancer is the only origin
   */
  readonly assets?: Pick<BucketRef, 'domainName'>;
  /**
   * CloudFront writes here by ACL, so the bucket must have ACLs on (object ownership `BucketOwnerPreferred`), and it
   * delivers to no bucket in most regions that an account has to opt in to: `takesCdnLogs` of core
   * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html).
   */
  readonly accessLogs: BucketRef;
  /** Everybody is served; larger classes add edges nearer to some viewers, where a GB costs more. */
  readonly priceClass: PriceClass;
  /** ARN of a `Firewall`. @default none */
  readonly firewallArn?: string;
}

/**
 * CloudFront as reverse proxy of the load balancer. Files under `/_next/static/` carry a hash in their name and are
 * cached; with `assets` they come from a bucket that outlives releases, and from the app only if it does not have them.
 * Everything else goes to the app, every time and with everything the viewer sent.
 *
 * @example
 * const cdn = new Cdn(stack, 'cdn', { environment, domainName, certificate, originDomainName, originHeader: secret.sent, accessLogs });
 * zone.alias(cdn);
 * Cost: nothing for the first terabyte and ten million requests a month (list price 2026-11).
 */
export class Cdn extends Construct implements AliasTarget, Monitored {
  /** CloudFront's own name for it, `….cloudfront.net`. */
  readonly domainName: string;
  readonly hostedZoneId: string;
  readonly arn: string;
  readonly id: string;
  readonly signals: readonly Signal[];

  constructor(scope: Construct, id: string, props: CdnProps) {
    super(scope, id);
    const distribution = this.createDistribution(props);
    for (const [rule, reason] of Object.entries(exemptions(props))) exempt(distribution, rule, reason);
    this.domainName = distribution.domainName;
    this.hostedZoneId = distribution.hostedZoneId;
    this.arn = distribution.arn;
    this.id = distribution.id;
    this.signals = [serverErrors(distribution.id)];
  }

  private createDistribution(props: CdnProps): CloudfrontDistribution {
    const { environment } = props;
    return new CloudfrontDistribution(this, 'distribution', {
      comment: `${environment.app} ${environment.name}`,
      enabled: true,
      aliases: [props.domainName],
      httpVersion: 'http2and3',
      isIpv6Enabled: true,
      priceClass: PRICE_CLASSES[props.priceClass],
      webAclId: props.firewallArn,
      // When a deploy says done, the change is live everywhere: a rotated origin secret may be replaced then.
      waitForDeployment: true,
      defaultCacheBehavior: passThrough(LOAD_BALANCER),
      ...this.routeAssets(props),
      customErrorResponse: ERRORS_CACHED_BY_DEFAULT.map((errorCode) => ({
        errorCode,
        errorCachingMinTtl: 0,
      })),
      loggingConfig: { bucket: props.accessLogs.domainName, prefix: 'cdn/', includeCookies: false },
      restrictions: { geoRestriction: { restrictionType: 'none' } },
      viewerCertificate: {
        acmCertificateArn: props.certificate.arn,
        sslSupportMethod: 'sni-only',
        minimumProtocolVersion: 'TLSv1.2_2021',
      },
    });
  }

  private routeAssets({ environment, assets, ...props }: CdnProps): AssetRouting {
    const loadBalancer = loadBalancerOrigin(props.originDomainName, props.originHeader);
    if (!assets) return { origin: [loadBalancer], orderedCacheBehavior: [assetsOfApp(LOAD_BALANCER)] };
    const access = new CloudfrontOriginAccessControl(this, 'asset-access', {
      name: physicalName('origin-access-control', environment, 'assets'),
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
      // When assets are turned off, Terraform would else delete it while the distribution has it, which CloudFront refuses.
      lifecycle: { createBeforeDestroy: true },
    });
    return {
      origin: [loadBalancer, assetBucketOrigin(assets.domainName, access.id)],
      originGroup: [ASSETS_GROUP],
      orderedCacheBehavior: [assetsOfBucket(ASSETS)],
    };
  }
}

const PRICE_CLASSES: { readonly [priceClass in PriceClass]: string } = {
  '100': 'PriceClass_100',
  '200': 'PriceClass_200',
  all: 'PriceClass_All',
};

type AssetRouting = Pick<CloudfrontDistributionConfig, 'origin' | 'originGroup' | 'orderedCacheBehavior'>;

function exemptions({ assets, firewallArn }: CdnProps): { readonly [rule: string]: string } {
  return {
    CKV_AWS_305: 'The app answers at /, there is no root object',
    ...(!assets && {
      CKV_AWS_310:
        'One origin over several zones: this environment keeps no assets, so there is none to fail over to',
      CKV2_AWS_46: 'The bucket that it refers to takes its logs, it is no origin',
    }),
    CKV_AWS_374: 'The product is open to every country',
    CKV2_AWS_32: "AWS's own security headers policy is attached by its constant id",
    ...(firewallArn === undefined
      ? {
          CKV_AWS_68: 'This environment asks for no firewall',
          CKV2_AWS_47: 'This environment asks for no firewall',
        }
      : { CKV2_AWS_47: 'Log4j inputs are refused; the rule also wants the list that shuts out VPN users' }),
  };
}

/**
 * Codes that CloudFront caches for 10 seconds unless told otherwise: a chunk asked for a moment too early in a release
 * would stay missing. (400, 403, 412 and 415 are cached only if the app says so.)
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
const ERRORS_CACHED_BY_DEFAULT = [404, 405, 414, 500, 501, 502, 503, 504];

/** Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
function serverErrors(distributionId: string): Signal {
  return {
    id: 'cdn-5xx',
    description:
      'More than 5 % of requests at the CDN end in a server error. Look at the load balancer first: ' +
      'if it is well, CloudFront cannot reach it (certificate, origin secret, security group).',
    metric: {
      namespace: 'AWS/CloudFront',
      name: '5xxErrorRate',
      statistic: 'Average',
      dimensions: { DistributionId: distributionId, Region: 'Global' },
    },
    comparison: 'above',
    threshold: 5,
    at: 'us-east-1',
  };
}

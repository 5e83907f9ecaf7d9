import { Construct } from 'constructs';
import {
  CloudfrontDistribution,
  type CloudfrontDistributionOrigin,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import {
  exempt,
  type BucketRef,
  type CertificateRef,
  type EnvironmentId,
  type Monitored,
  type Signal,
} from '@slipway/core';
import { cached, passThrough } from './behaviours';
import type { AliasTarget } from './zone';

export interface CdnProps {
  readonly environment: EnvironmentId;
  /** Host name that users type. The load balancer's certificate must be for it too: CloudFront asks for it by this name. */
  readonly domainName: string;
  /** In us-east-1, for `domainName`. */
  readonly certificate: CertificateRef;
  /** DNS name that AWS gave the load balancer; nobody guesses it from `domainName`. */
  readonly originDomainName: string;
  /** Proves to the load balancer that the request came through this distribution: `sent` of an `OriginSecret`. */
  readonly originHeader: { readonly name: string; readonly value: string };
  /**
   * CloudFront writes here by ACL, so the bucket must have ACLs on (object ownership `BucketOwnerPreferred`), and it
   * delivers to no bucket in most regions that an account has to opt in to
   * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html).
   */
  readonly accessLogs: BucketRef;
  /** ARN of a `Firewall`. @default none */
  readonly firewallArn?: string;
}

/**
 * CloudFront as reverse proxy of the load balancer. Files under `/_next/static/` carry a hash in their name and are
 * cached; everything else goes to the app, every time and with everything the viewer sent.
 *
 * @example
 * const cdn = new Cdn(stack, 'cdn', { environment, domainName, certificate, originDomainName: balancer.dnsName, originHeader: secret.sent, accessLogs });
 * zone.alias(cdn);
 * Cost: nothing for the first terabyte and ten million requests a month (list price 2026-11).
 */
export class Cdn extends Construct implements AliasTarget, Monitored {
  /** CloudFront's own name for it, `….cloudfront.net`. */
  readonly domainName: string;
  readonly hostedZoneId: string;
  readonly id: string;
  readonly signals: readonly Signal[];

  constructor(scope: Construct, id: string, props: CdnProps) {
    super(scope, id);
    const distribution = this.createDistribution(props);
    for (const [rule, reason] of Object.entries(exemptions(props))) exempt(distribution, rule, reason);
    this.domainName = distribution.domainName;
    this.hostedZoneId = distribution.hostedZoneId;
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
      // Everybody is served; the other classes add edges nearer to some viewers, where a GB costs more.
      priceClass: 'PriceClass_100',
      webAclId: props.firewallArn,
      // When a deploy says done, the change is live everywhere: a rotated origin secret may be replaced then.
      waitForDeployment: true,
      origin: [loadBalancer(props)],
      defaultCacheBehavior: passThrough(ORIGIN),
      orderedCacheBehavior: [{ pathPattern: '/_next/static/*', ...cached(ORIGIN) }],
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
}

function exemptions({ firewallArn }: CdnProps): { readonly [rule: string]: string } {
  return {
    CKV_AWS_305: 'The app answers at /, there is no root object',
    CKV_AWS_310: 'One dynamic origin over several zones, no second one to fail over to',
    CKV_AWS_374: 'The product is open to every country',
    CKV2_AWS_32: "AWS's own security headers policy is attached by its constant id",
    CKV2_AWS_46: 'The bucket that it refers to takes its logs, it is no origin',
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

const ORIGIN = 'load-balancer';

function loadBalancer(props: CdnProps): CloudfrontDistributionOrigin {
  return {
    originId: ORIGIN,
    domainName: props.originDomainName,
    customHeader: [props.originHeader],
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: 'https-only',
      originSslProtocols: ['TLSv1.2'],
      // The longest answer without a raised quota.
      originReadTimeout: 60,
      // Shorter than the load balancer's own 60 s: it must not close a connection that CloudFront is about to use.
      originKeepaliveTimeout: 50,
    },
  };
}

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

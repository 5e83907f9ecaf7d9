import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { DNS_NAME } from '../load-balancer/sample-balancers';
import { NOT_CACHED } from './cache-policy';
import type { Behaviour, Distribution, Origin } from './distribution';
import type { DistributionReader } from './read-distributions';

export const ORIGIN: Origin = {
  id: 'balancer',
  domainName: 'balancer.example',
  path: '',
  signed: false,
  headers: { 'X-Secret': 'right' },
  server: {
    protocolPolicy: 'https-only',
    httpPort: 80,
    httpsPort: 443,
    readTimeoutSeconds: 60,
    connectTimeoutSeconds: 10,
  },
};

/** Passes nothing on and keeps nothing. */
export const BEHAVIOUR: Behaviour = {
  pathPattern: '*',
  originId: 'balancer',
  allowedMethods: ['GET', 'HEAD'],
  forwards: { host: false, query: false, everything: false, viewerHeaders: false },
  caching: NOT_CACHED,
  compress: false,
  responseHeaders: [],
};

export const DISTRIBUTION: Distribution = {
  id: 'E1',
  arn: 'arn:aws:cloudfront::222222222222:distribution/E1',
  domainName: 'd111.cloudfront.net',
  aliases: ['acme.example', 'www.acme.example'],
  origins: [ORIGIN],
  originGroups: [],
  behaviours: [],
  errorSeconds: {},
};

/** What moto would answer, for specs: one distribution in front of the sample load balancer. */
export class SampleDistributions {
  gone = false;
  /** Changes to the distribution as written. */
  config: Partial<DistributionConfig> = {};
  originDomain = DNS_NAME;
  originProtocol: 'https-only' | 'http-only' | 'match-viewer' = 'https-only';

  readonly backend = { in: () => ({ cloudFront: this.reader }) };

  private readonly reader = {
    listDistributions: async () => ({
      DistributionList: {
        Items: this.gone
          ? []
          : [{ Id: DISTRIBUTION.id, ARN: DISTRIBUTION.arn, DomainName: DISTRIBUTION.domainName }],
      },
    }),
    getDistributionConfig: async () => ({ DistributionConfig: { ...this.written(), ...this.config } }),
    // The SDK's methods are overloaded with callbacks, which nobody here uses.
  } as unknown as DistributionReader;

  private written(): DistributionConfig {
    const behaviour = { TargetOriginId: 'balancer', ViewerProtocolPolicy: 'redirect-to-https' as const };
    const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'] as const;
    return {
      CallerReference: 'a',
      Comment: '',
      Enabled: true,
      Aliases: { Quantity: 2, Items: [...DISTRIBUTION.aliases] },
      Origins: {
        Quantity: 1,
        Items: [
          {
            Id: 'balancer',
            DomainName: this.originDomain,
            CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'x-secret', HeaderValue: 'right' }] },
            CustomOriginConfig: {
              HTTPPort: 80,
              HTTPSPort: 443,
              OriginProtocolPolicy: this.originProtocol,
              OriginReadTimeout: 60,
            },
          },
        ],
      },
      DefaultCacheBehavior: {
        ...behaviour,
        AllowedMethods: { Quantity: methods.length, Items: [...methods] },
        OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
      },
      CacheBehaviors: {
        Quantity: 1,
        Items: [
          { ...behaviour, PathPattern: '/static/*', AllowedMethods: { Quantity: 2, Items: ['HEAD', 'GET'] } },
        ],
      },
    };
  }
}

import type {
  CacheBehavior,
  CloudFront,
  DefaultCacheBehavior,
  DistributionSummary,
  Origin as DeclaredOrigin,
  OriginGroup as DeclaredOriginGroup,
} from '@aws-sdk/client-cloudfront';
import { cachePolicy } from './cache-policy';
import type { Behaviour, Distribution, Origin, OriginGroup } from './distribution';
import { forwardedBy } from './forwarded';
import { responseHeadersPolicy } from './response-headers-policy';

/** The calls that distributions are read with. */
export type DistributionReader = Pick<CloudFront, 'listDistributions' | 'getDistributionConfig'>;

/** Enabled distributions of an account. */
export async function readDistributions(api: DistributionReader): Promise<readonly Distribution[]> {
  const summaries: DistributionSummary[] = [];
  let Marker: string | undefined;
  do {
    const { DistributionList: page } = await api.listDistributions({ Marker });
    summaries.push(...(page?.Items ?? []));
    Marker = page?.IsTruncated ? page.NextMarker : undefined;
  } while (Marker);
  const read = await Promise.all(summaries.map((summary) => readDistribution(api, summary)));
  return read.filter((distribution) => distribution !== undefined);
}

async function readDistribution(
  api: DistributionReader,
  { Id, ARN = '', DomainName = '' }: DistributionSummary,
): Promise<Distribution | undefined> {
  const { DistributionConfig: config } = await api.getDistributionConfig({ Id });
  if (!config?.Enabled || !config.DefaultCacheBehavior) return undefined;
  return {
    id: Id ?? '',
    arn: ARN,
    domainName: DomainName,
    aliases: config.Aliases?.Items ?? [],
    origins: (config.Origins?.Items ?? []).map(readOrigin),
    originGroups: (config.OriginGroups?.Items ?? []).map(readOriginGroup),
    behaviours: [
      ...(config.CacheBehaviors?.Items ?? []).map((behaviour) =>
        readBehaviour(behaviour, behaviour.PathPattern),
      ),
      readBehaviour(config.DefaultCacheBehavior, '*'),
    ],
    errorSeconds: Object.fromEntries(
      (config.CustomErrorResponses?.Items ?? []).flatMap(({ ErrorCode, ErrorCachingMinTTL }) =>
        ErrorCode === undefined || ErrorCachingMinTTL === undefined ? [] : [[ErrorCode, ErrorCachingMinTTL]],
      ),
    ),
  };
}

function readOrigin(origin: DeclaredOrigin): Origin {
  const { CustomOriginConfig: server } = origin;
  const headers = origin.CustomHeaders?.Items ?? [];
  return {
    id: origin.Id ?? '',
    domainName: origin.DomainName ?? '',
    path: origin.OriginPath ?? '',
    headers: Object.fromEntries(headers.map(({ HeaderName, HeaderValue }) => [HeaderName, HeaderValue])),
    signed: Boolean(origin.OriginAccessControlId),
    ...(server && {
      server: {
        protocolPolicy: server.OriginProtocolPolicy ?? 'match-viewer',
        httpPort: server.HTTPPort ?? 80,
        httpsPort: server.HTTPSPort ?? 443,
        readTimeoutSeconds: server.OriginReadTimeout ?? 30,
        connectTimeoutSeconds: origin.ConnectionTimeout ?? 10,
      },
    }),
  };
}

function readOriginGroup({ Id, Members, FailoverCriteria }: DeclaredOriginGroup): OriginGroup {
  return {
    id: Id ?? '',
    members: (Members?.Items ?? []).map(({ OriginId }) => OriginId ?? ''),
    failoverOn: FailoverCriteria?.StatusCodes?.Items ?? [],
  };
}

function readBehaviour(behaviour: CacheBehavior | DefaultCacheBehavior, pathPattern = '*'): Behaviour {
  return {
    pathPattern,
    originId: behaviour.TargetOriginId ?? '',
    allowedMethods: behaviour.AllowedMethods?.Items ?? ['GET', 'HEAD'],
    forwards: forwardedBy(behaviour),
    caching: cachePolicy(behaviour.CachePolicyId),
    compress: behaviour.Compress ?? false,
    responseHeaders: responseHeadersPolicy(behaviour.ResponseHeadersPolicyId),
  };
}

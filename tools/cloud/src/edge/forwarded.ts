import type { CacheBehavior, DefaultCacheBehavior } from '@aws-sdk/client-cloudfront';
import type { Forwarded } from './distribution';

const NOTHING: Forwarded = { host: false, query: false, everything: false, viewerHeaders: false };

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const MANAGED: { readonly [id: string]: Forwarded } = {
  // AllViewer
  '216adef6-5c7f-47e4-b989-5492eafa07d3': { host: true, query: true, everything: true, viewerHeaders: false },
  // AllViewerExceptHostHeader
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
    host: false,
    query: true,
    everything: true,
    viewerHeaders: false,
  },
  // AllViewerAndCloudFrontHeaders-2022-06
  '33f36d7e-f396-46d9-90e0-52428a34d9dc': { host: true, query: true, everything: true, viewerHeaders: true },
  // HostHeaderOnly
  'bf0718e1-ba1e-49d1-88b1-f726733018ae': { ...NOTHING, host: true },
};

/** What a behaviour passes on, by its managed origin request policy or its legacy settings. */
export function forwardedBy(behaviour: CacheBehavior | DefaultCacheBehavior): Forwarded {
  const managed = MANAGED[behaviour.OriginRequestPolicyId ?? ''];
  if (managed) return managed;
  const { ForwardedValues: legacy } = behaviour;
  if (!legacy) return NOTHING;
  const names = (legacy.Headers?.Items ?? []).map((name) => name.toLowerCase());
  return {
    host: names.includes('*') || names.includes('host'),
    query: legacy.QueryString ?? false,
    everything: names.includes('*'),
    viewerHeaders: false,
  };
}

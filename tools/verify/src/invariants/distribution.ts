import type { Arguments, Stack } from '../stack';

export interface Origin {
  readonly origin_id: string;
  readonly domain_name: string;
  readonly custom_origin_config?: object;
  readonly custom_header?: readonly { readonly name: string; readonly value: string }[];
  readonly origin_access_control_id?: string;
}

export interface Behaviour {
  readonly path_pattern?: string;
  readonly target_origin_id: string;
  readonly viewer_protocol_policy: string;
  readonly cache_policy_id: string;
  readonly origin_request_policy_id?: string;
  readonly response_headers_policy_id: string;
}

export interface Distribution extends Arguments {
  readonly origin: readonly Origin[];
  readonly origin_group?: readonly {
    readonly origin_id: string;
    readonly failover_criteria: { readonly status_codes: readonly number[] };
    readonly member: readonly { readonly origin_id: string }[];
  }[];
  readonly default_cache_behavior: Behaviour;
  readonly ordered_cache_behavior: readonly Behaviour[];
  readonly custom_error_response: readonly { readonly error_caching_min_ttl: number }[];
}

/** Checks the CDN where one is declared, and else that there is none. */
export function ofCdn(check: (distribution: Distribution, stack: Stack) => void): (stack: Stack) => void {
  return (stack) => {
    if (stack.environment.edge.cdn)
      return check(stack.only('aws_cloudfront_distribution') as Distribution, stack);
    expect(stack.types.filter((type) => type.startsWith('aws_cloudfront_'))).toEqual([]);
  };
}

/** Origins that a behaviour asks, in their order. */
export function originsOf(
  { origin, origin_group: groups = [] }: Distribution,
  { target_origin_id: target }: Behaviour,
): readonly Origin[] {
  const ids = groups.find(({ origin_id }) => origin_id === target)?.member ?? [{ origin_id: target }];
  return ids.flatMap((member) => origin.filter(({ origin_id }) => origin_id === member.origin_id));
}

// Constant ids of CloudFront's managed policies:
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html

/** Passes on no header; what else is passed on is the origin request policy's. */
export const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
export const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';
export const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';

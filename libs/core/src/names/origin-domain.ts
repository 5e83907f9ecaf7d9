import type { Environment } from '../environment';

/**
 * Name by which the CDN asks the load balancer. A name of its own, that the load balancer's certificate covers, because
 * a path whose files come from a bucket first must not pass on the host name that users typed: S3 would look for a
 * bucket of that name.
 */
export function originDomain({ domain }: { readonly domain: Pick<Environment['domain'], 'name'> }): string {
  return `origin.${domain.name}`;
}

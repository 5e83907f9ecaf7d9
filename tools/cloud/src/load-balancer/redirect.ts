import type { RedirectActionConfig } from '@aws-sdk/client-elastic-load-balancing-v2';

/** The parts of a request's address that a redirect may keep. */
export interface RequestAddress {
  readonly protocol: string;
  /** Without the port. */
  readonly host: string;
  /** The listener's, as declared. */
  readonly port: number;
  readonly path: string;
  readonly query: string;
}

/**
 * Where a redirect leads. A part that it does not name stays as it was. The port is always written, as AWS does.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions
 */
export function redirectLocation(redirect: RedirectActionConfig, address: RequestAddress): string {
  const kept: { readonly [part: string]: string } = {
    protocol: address.protocol.toLowerCase(),
    host: address.host,
    port: String(address.port),
    // "#{path}" leaves the first slash out, a pattern says "/#{path}".
    path: address.path.replace(/^\//, ''),
    query: address.query,
  };
  const fill = (pattern: string) =>
    pattern.replace(/#\{(protocol|host|port|path|query)\}/g, (_, part: string) => kept[part] ?? '');

  const protocol = fill(redirect.Protocol ?? '#{protocol}').toLowerCase();
  const host = fill(redirect.Host ?? '#{host}');
  const port = fill(redirect.Port ?? '#{port}');
  const path = fill(redirect.Path ?? '/#{path}');
  const query = fill(redirect.Query ?? '#{query}');
  return `${protocol}://${host}:${port}${path}${query ? `?${query}` : ''}`;
}

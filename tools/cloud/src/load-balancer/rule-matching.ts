import { BlockList, isIPv6 } from 'node:net';
import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { wildcard } from '../http/wildcard';

/** What of a request the rules look at. */
export interface RoutedRequest {
  readonly method: string;
  /** `Host` as sent, port included. */
  readonly host: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** By lower-case name, in the order sent. */
  readonly headers: { readonly [name: string]: readonly string[] | undefined };
  /** Of the connection; what `X-Forwarded-For` claims counts for nothing. */
  readonly source: string;
}

/**
 * Whether a rule takes the request: every condition must hold, and a condition holds if one of its values does.
 * A condition of a kind that is not known here never holds, so that nothing is let in by mistake.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function matches(conditions: readonly RuleCondition[], request: RoutedRequest): boolean {
  return conditions.every((condition) => holds(condition, request));
}

function holds(condition: RuleCondition, request: RoutedRequest): boolean {
  const { Values: plain = [] } = condition;
  switch (condition.Field) {
    case 'host-header': {
      const host = request.host.replace(/:\d+$/, '');
      return some(condition.HostHeaderConfig?.Values ?? plain, host, { ignoreCase: true });
    }
    case 'path-pattern':
      return some(condition.PathPatternConfig?.Values ?? plain, request.path);
    case 'http-header': {
      const { HttpHeaderName: name = '', Values: values = [] } = condition.HttpHeaderConfig ?? {};
      const sent = request.headers[name.toLowerCase()] ?? [];
      return sent.some((value) => some(values, value, { ignoreCase: true }));
    }
    case 'http-request-method':
      return (condition.HttpRequestMethodConfig?.Values ?? plain).includes(request.method);
    case 'query-string':
      return (condition.QueryStringConfig?.Values ?? []).some((pair) => holdsQuery(pair, request.query));
    case 'source-ip':
      return (condition.SourceIpConfig?.Values ?? plain).some((range) => contains(range, request.source));
    default:
      return false;
  }
}

function some(patterns: readonly string[], text: string, options = {}): boolean {
  return patterns.some((pattern) => wildcard(pattern, options)(text));
}

function holdsQuery({ Key, Value }: { Key?: string; Value?: string }, query: string): boolean {
  const options = { ignoreCase: true, escapes: true };
  return query.split('&').some((pair) => {
    const [key = '', ...rest] = pair.split('=');
    return (
      (Key === undefined || wildcard(Key, options)(key)) && wildcard(Value ?? '', options)(rest.join('='))
    );
  });
}

function contains(range: string, source: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  // A socket that listens on both families names IPv4 peers as ::ffff:127.0.0.1.
  const address = source.replace(/^::ffff:/, '');
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

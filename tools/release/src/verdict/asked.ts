import type { Environment } from '@slipway/core';
import type { Cause } from '../record/release-record';

type Service = Pick<Environment['services'][string], 'healthCheck' | 'port'>;

/**
 * Adds to the words of a failed health check what the load balancer asks for: an app that knows no page of that path,
 * or refuses a host that it does not know, answers well to everybody else. The host is the task's address and port:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function withAsked<T extends Pick<Cause, 'kind' | 'words'>>(
  cause: T,
  service: Service | undefined,
): T {
  if (cause.kind !== 'never-healthy' || !service || !/ its health check\b/.test(cause.words)) return cause;
  const { healthCheck, port } = service;
  return {
    ...cause,
    words: `${cause.words} It is asked for ${healthCheck.path} on port ${port}, with the task's own address as the host.`,
  };
}

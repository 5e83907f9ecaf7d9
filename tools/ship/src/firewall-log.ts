import { physicalName, type Environment } from '@slipway/core';
import { awsClients } from '@slipway/tool-aws';
import type { LocatedEnvironment } from '@slipway/tool-deploy';

const DAY_MS = 24 * 3_600_000;
/** Of up to 10,000 requests each: status is to be quick, and who has more has seen enough. */
const MOST_PAGES = 3;

export interface FirewallLog {
  /** What the firewall logged in the last day, a JSON text for each request. */
  readonly messages: readonly string[];
  /** There is more than was read. */
  readonly more: boolean;
}

/** Name of the log group in us-east-1 that a firewall writes to. */
export function firewallLogGroup(environment: Pick<Environment, 'app' | 'name'>): string {
  return `aws-waf-logs-${physicalName('log-group', environment)}`;
}

/**
 * Reads what the firewall found in the last day. `undefined` where there is none, on the embedded cloud, which has no
 * firewall, and for whoever is not allowed to read it: status goes on without.
 */
export async function readFirewallLog(
  { environment, cloud, target }: Pick<LocatedEnvironment, 'environment' | 'cloud' | 'target'>,
  connect: typeof awsClients = awsClients,
  now = Date.now(),
): Promise<FirewallLog | undefined> {
  if (cloud === 'embedded' || environment.edge.firewall === false) return undefined;
  try {
    const logs = await connect({ ...target, region: 'us-east-1' }).logs();
    const messages: string[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const logGroupName = firewallLogGroup(environment);
      const read = await logs.filterLogEvents({ logGroupName, startTime: now - DAY_MS, nextToken });
      messages.push(...(read.events ?? []).flatMap(({ message }) => message ?? []));
      nextToken = read.nextToken;
      if (nextToken === undefined) return { messages, more: false };
    }
    return { messages, more: true };
  } catch {
    return undefined;
  }
}

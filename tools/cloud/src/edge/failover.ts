import type { RelayFailure } from '../http/relay';
import type { Distribution, Origin } from './distribution';
import type { OriginAnswer } from './origin-answer';

/** Origins in the order in which they are asked, and what makes the edge ask the next. */
export interface OriginTurns {
  readonly origins: readonly Origin[];
  readonly failoverOn: readonly number[];
}

const METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Only what may be asked twice is; another method has one try, at the first origin. */
export function originTurns(
  { origins, originGroups }: Distribution,
  { originId }: { readonly originId: string },
  method: string,
): OriginTurns {
  const group = originGroups.find(({ id }) => id === originId);
  const members = (group?.members ?? [originId]).flatMap((id) =>
    origins.filter((origin) => origin.id === id),
  );
  return {
    origins: METHODS.includes(method) ? members : members.slice(0, 1),
    failoverOn: group?.failoverOn ?? [],
  };
}

/** Statuses that stand for no answer: CloudFront goes on to the next origin only if they are declared. */
const STANDS_FOR: { readonly [failure in RelayFailure]?: number } = { unreachable: 503, silent: 504 };

/**
 * The answer of the first origin that does not fail, or else of the last.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export async function askInTurn(
  { origins, failoverOn }: OriginTurns,
  ask: (origin: Origin) => Promise<OriginAnswer | RelayFailure>,
): Promise<OriginAnswer | RelayFailure> {
  let answer: OriginAnswer | RelayFailure = 'unreachable';
  for (const [turn, origin] of origins.entries()) {
    answer = await ask(origin);
    const status = typeof answer === 'string' ? STANDS_FOR[answer] : answer.status;
    if (turn === origins.length - 1 || !failoverOn.includes(status ?? 0)) return answer;
    // What nobody reads would hold the connection.
    if (typeof answer !== 'string') answer.body.resume().on('error', () => undefined);
  }
  return answer;
}

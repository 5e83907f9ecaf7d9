import type { HealthCheckChange } from '@slipway/tool-plan';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import type { ReleasableEnvironment } from './releasable-environment';
import { asAwsSaysIt, unhealthyTargets } from './target-group';

/** Between two looks at the targets; ECS itself looks no more often. */
const LOOK_MS = 2_000;

/** A check that was watched, with what the load balancer says of a target; without where the watch was stopped. */
interface Unborne {
  readonly change: HealthCheckChange;
  readonly why: string | undefined;
}

/** What came of putting a check back: what happened, and what to do. */
interface Outcome {
  readonly why: string | undefined;
  readonly happened: string;
  readonly todo: string;
}

/** Health checks that came into force for live tasks, watched together until each had the time to fail. */
export class WatchedChecks {
  /** @param ailing targets that were no good before */
  constructor(
    private readonly open: ReleasableEnvironment,
    private readonly ailing: ReadonlySet<string>,
  ) {}

  /**
   * Puts each check back that live tasks do not bear, and all that are still watched when the signal comes.
   *
   * @param rest what became of the rest of the deploy, in words
   * @throws Failure `releaseFailed` or `cancelled` when a check was put back
   */
  async watch(changes: readonly HealthCheckChange[], signal: AbortSignal, rest: string): Promise<void> {
    const { clock } = this.open.ports;
    const outcomes: Outcome[] = [];
    let watched = changes.map((change) => ({ change, until: clock.now() + timeToFail(change) }));
    while (watched.length > 0) {
      await clock.sleep(LOOK_MS, signal);
      const seen = await Promise.all(
        watched.map(async (one) => ({ ...one, why: await this.why(one.change) })),
      );
      const isUnborne = ({ why }: Unborne) => why !== undefined || signal.aborted;
      for (const unborne of seen.filter(isUnborne)) outcomes.push(await this.putBack(unborne));
      watched = seen.filter((one) => !isUnborne(one) && clock.now() < one.until);
    }
    if (outcomes.length > 0) throw together(outcomes, rest);
  }

  private async why(change: HealthCheckChange): Promise<string | undefined> {
    const unhealthy = await unhealthyTargets(change, this.open);
    return unhealthy.find(({ id }) => !this.ailing.has(id))?.why;
  }

  private async putBack({ change: { targetGroupArn, before, after }, why }: Unborne): Promise<Outcome> {
    const { open } = this;
    const { name } = open.environment;
    const reason = why
      ? `The tasks that are live do not bear the new health check (${after.path}): ${why}.`
      : `Stopped while the new health check (${after.path}) was watched.`;
    const deploy = npxSlipway('deploy', name);
    try {
      const balancers = await open.clients.balancers();
      await balancers.modifyTargetGroup({ TargetGroupArn: targetGroupArn, ...asAwsSaysIt(before) });
      await open.keep();
    } catch (error) {
      return {
        why,
        happened: `${reason} The old one (${before.path}) could not be put back: ${wordsOf(error)}\nUntil it is, ECS replaces the tasks again and again.`,
        todo: `Write the old health check into environments/${name}/environment.ts and deploy that: ${deploy}`,
      };
    }
    return {
      why,
      happened: `${reason} The old one (${before.path}) is in force again.`,
      todo: `Release an app that answers ${after.path} with ${after.matcher} first, then deploy again: ${deploy}`,
    };
  }
}

/** In milliseconds: all its failures in a row, one more for where they start, and the last one's patience. */
function timeToFail({
  after: { interval, timeout, unhealthy_threshold: failures },
}: HealthCheckChange): number {
  return 1000 * (interval * (failures + 1) + timeout);
}

/** Tasks that failed count for more than a stop that came on the way. */
function together(outcomes: readonly Outcome[], rest: string): Failure {
  const kind = outcomes.some(({ why }) => why !== undefined) ? 'releaseFailed' : 'cancelled';
  const happened = outcomes.map((one) => one.happened).join('\n');
  return new Failure(kind, [`${happened} ${rest}`, ...outcomes.map(({ todo }) => todo)].join('\n'));
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

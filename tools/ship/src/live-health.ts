import {
  healthCheckChanges,
  type Foreseen,
  type HealthCheck,
  type HealthCheckChange,
  type PlanJson,
} from '@slipway/tool-plan';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { withInterrupts } from './interrupt-signal';
import type { ShipOptions } from './options';
import type { ReleasableEnvironment } from './releasable-environment';
import { worldOf } from './world';

/** Between two looks at the targets; ECS itself looks no more often. */
const LOOK_MS = 2_000;

/**
 * A health check holds for the tasks that run from the moment at which it is applied, and ECS replaces those that fail it,
 * for ever if their successors fail it as well. So it is tried on what is live before the plan is shown, watched after
 * the apply, and put back when what is live does not bear it.
 */
export class LiveHealth {
  private changes: readonly HealthCheckChange[] = [];
  /** Targets that were no good before. */
  private ailing: ReadonlySet<string> = new Set();

  constructor(
    private readonly open: ReleasableEnvironment,
    private readonly options: ShipOptions,
  ) {}

  /** What the plan would do to the tasks that are live; remembers it for `watch`. */
  async inspect(plan: PlanJson): Promise<readonly Foreseen[]> {
    this.changes = healthCheckChanges(plan);
    const ailing = await Promise.all(this.changes.map((change) => unhealthyTargets(change, this.open)));
    this.ailing = new Set(ailing.flat().map(({ id }) => id));
    return Promise.all(this.changes.map((change) => this.tried(change, this.open.url)));
  }

  /** @throws Failure `releaseFailed` when live tasks turned unhealthy, after the old check was put back */
  async watch(): Promise<void> {
    if (this.changes.length === 0) return;
    await withInterrupts(this.options, async ({ signal }) => {
      for (const change of this.changes) await this.watchOne(change, signal);
    });
  }

  private async tried(
    { address, before, after }: HealthCheckChange,
    url: string | undefined,
  ): Promise<Foreseen> {
    const { path, matcher } = after;
    const watched = 'The deploy watches them, and puts the old health check back if they turn unhealthy.';
    if (path === before.path && matcher === before.matcher) {
      return {
        address,
        effect: 'acts',
        text: `The new health check holds for the tasks that are live. ${watched}`,
      };
    }
    const status = url && (await worldOf(this.options).probe(`${url}${path}`));
    if (!status) {
      return {
        address,
        effect: 'acts',
        text: `From now on the tasks that are live are asked for ${path}. Whether they answer there could not be tried${url ? `, as ${url} cannot be reached from here` : ''}. ${watched}`,
      };
    }
    if (matches(status, matcher)) {
      return {
        address,
        effect: 'acts',
        text: `From now on the tasks that are live are asked for ${path}. They answer there with ${status} already. ${watched}`,
      };
    }
    return {
      address,
      effect: 'refused',
      text: `The tasks that are live answer ${path} with ${status}. All of them would be unhealthy from the deploy on, and be replaced for ever. First release an app that answers both ${before.path} and ${path} with ${matcher}; then deploy this.`,
    };
  }

  private async watchOne(change: HealthCheckChange, signal: AbortSignal): Promise<void> {
    const { open, options } = this;
    const { clock } = open.ports;
    const { interval, timeout, unhealthy_threshold: failures } = change.after;
    const deadline = clock.now() + 1000 * (interval * (failures + 1) + timeout);
    options.output.note(
      `Watching whether the tasks that are live bear the new health check (${change.after.path}) ...`,
    );
    while (clock.now() < deadline) {
      await clock.sleep(LOOK_MS, signal);
      const failed = (await unhealthyTargets(change, open)).filter(({ id }) => !this.ailing.has(id));
      if (failed.length > 0 || signal.aborted) throw await this.putBack(change, failed[0]?.why);
    }
  }

  private async putBack(
    { targetGroupArn, before, after }: HealthCheckChange,
    why: string | undefined,
  ): Promise<Failure> {
    const { open } = this;
    const balancers = await open.clients.balancers();
    await balancers.modifyTargetGroup({ TargetGroupArn: targetGroupArn, ...asAwsSaysIt(before) });
    await open.keep();
    const reason = why
      ? `The tasks that are live do not bear the new health check (${after.path}): ${why}.`
      : 'Stopped while the new health check was watched.';
    return new Failure(
      why ? 'releaseFailed' : 'cancelled',
      [
        `${reason} The old one (${before.path}) is in force again, and what was live serves. All else was deployed.`,
        `Release an app that answers ${after.path} with ${after.matcher} first, then deploy again: ${npxSlipway('deploy', open.environment.name)}`,
      ].join('\n'),
    );
  }
}

async function unhealthyTargets(
  { targetGroupArn: TargetGroupArn }: HealthCheckChange,
  { clients }: ReleasableEnvironment,
) {
  const balancers = await clients.balancers();
  const { TargetHealthDescriptions = [] } = await balancers.describeTargetHealth({ TargetGroupArn });
  return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'unhealthy').map(
    ({ Target, TargetHealth }) => ({
      id: `${Target?.Id}:${Target?.Port}`,
      why: TargetHealth?.Description ?? 'unhealthy',
    }),
  );
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroup.html */
function asAwsSaysIt(check: HealthCheck) {
  return {
    HealthCheckPath: check.path,
    Matcher: { HttpCode: check.matcher },
    HealthCheckIntervalSeconds: check.interval,
    HealthCheckTimeoutSeconds: check.timeout,
    HealthyThresholdCount: check.healthy_threshold,
    UnhealthyThresholdCount: check.unhealthy_threshold,
  };
}

/** @param matcher `200`, `200-299` or `200,204`, as load balancers take it */
export function matches(status: number, matcher: string): boolean {
  return matcher.split(',').some((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return status >= (from ?? 0) && status <= (to ?? 0);
  });
}

import { healthCheckChanges, type Foreseen, type HealthCheckChange, type PlanJson } from '@slipway/tool-plan';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { withInterrupts } from './interrupt-signal';
import type { ShipOptions } from './options';
import type { ReleasableEnvironment } from './releasable-environment';
import { checksInForce, unhealthyTargets } from './target-group';
import { WatchedChecks, wordsOf } from './watched-checks';
import { worldOf } from './world';

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
    await this.watchAll(this.changes, 'All else was deployed.');
  }

  /**
   * The same after a deploy that failed: Terraform may have changed the check before. What comes of it is told as notes, as
   * whoever calls this has a failure to tell already. Never rejects.
   */
  async watchAfterFailure(): Promise<void> {
    const { output } = this.options;
    try {
      const inForce = await checksInForce(this.changes, this.open);
      if (inForce.length === 0) return;
      output.note('The deploy failed after it had changed a health check.');
      await this.watchAll(inForce, 'The rest of the deploy failed.');
      output.note('The tasks that are live bear it. It stays; the next deploy goes on from there.');
    } catch (error) {
      if (error instanceof Failure) return output.note(error.message);
      const paths = this.changes.map(({ after }) => after.path).join(', ');
      const { name } = this.open.environment;
      output.note(
        `Whether the new health check (${paths}) is in force, and whether the tasks that are live bear it, could not be found out: ${wordsOf(error)}\nIf they do not, ECS replaces them again and again. Look: ${npxSlipway('ps', name)}. Then deploy again: ${npxSlipway('deploy', name)}`,
      );
    }
  }

  private async watchAll(changes: readonly HealthCheckChange[], rest: string): Promise<void> {
    if (changes.length === 0) return;
    const { open, options, ailing } = this;
    const paths = [...new Set(changes.map(({ after }) => after.path))].join(', ');
    options.output.note(`Watching whether the tasks that are live bear the new health check (${paths}) ...`);
    await withInterrupts(options, ({ signal }) =>
      new WatchedChecks(open, ailing).watch(changes, signal, rest),
    );
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
}

/** @param matcher `200`, `200-299` or `200,204`, as load balancers take it */
export function matches(status: number, matcher: string): boolean {
  return matcher.split(',').some((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return status >= (from ?? 0) && status <= (to ?? 0);
  });
}

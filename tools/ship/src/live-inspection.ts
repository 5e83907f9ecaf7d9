import { foreseeCdnSwitch, type Foreseen, type PlanJson } from '@slipway/tool-plan';
import { Ledger } from '@slipway/tool-release';
import { LiveHealth } from './live-health';
import type { ShipOptions } from './options';
import type { ReleasableEnvironment } from './releasable-environment';
import { worldOf } from './world';

/**
 * What a deploy does to a release that is live, before it asks and after it has applied. Where nothing is live, nobody is
 * hurt, and nothing is looked at.
 */
export class LiveInspection {
  /** What was looked at, for whatever comes after. @default nothing */
  opened: ReleasableEnvironment | undefined;
  private health: LiveHealth | undefined;

  constructor(
    private readonly name: string,
    private readonly options: ShipOptions,
  ) {}

  readonly inspect = async (plan: PlanJson): Promise<readonly Foreseen[]> => {
    if (isNew(plan)) return [];
    const open = await worldOf(this.options).open(this.name, this.options);
    this.opened = open;
    if (!(await new Ledger(this.name, open.store).live())) return [];
    this.health = new LiveHealth(open, this.options);
    return [...foreseeCdnSwitch(plan), ...(await this.health.inspect(plan))];
  };

  /** @throws Failure when what is live did not bear what was applied */
  async watch(): Promise<void> {
    await this.health?.watch();
  }

  /** For a deploy that failed half-way. Never rejects. */
  async watchAfterFailure(): Promise<void> {
    await this.health?.watchAfterFailure();
  }
}

/** A plan that changes nothing that is there; the environment need not even have a place to keep releases. */
function isNew({ resource_changes: changes = [] }: PlanJson): boolean {
  return changes.every(({ mode, change }) => mode === 'data' || change.actions.join() === 'create');
}

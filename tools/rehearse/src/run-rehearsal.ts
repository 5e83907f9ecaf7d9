import { mkdirSync, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { stopCloud } from '@slipway/tool-cloud';
import { formatDuration, type Output } from '@slipway/tool-terminal';
import { AppliedState } from './applied-state';
import { drainBriefly } from './life';
import { rehearse, type StepResult } from './rehearsal';
import { scenario } from './scenario';
import { FULL_REQUESTS, Stage } from './stage';
import { WorkspaceCopy } from './workspace-copy';

export interface RehearsalOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  readonly output: Output;
  /**
   * Both environments are deployed and destroyed even if their deployed state is kept, and every roll under load sees
   * 5,000 requests instead of those that come while it lasts.
   *
   * @default false
   */
  readonly full?: boolean;
}

/**
 * Lives through the whole life of staging and prod, with their real files but for {@link drainBriefly}, in a copy of the
 * workspace on an embedded cloud of its own: what the workspace and its cloud hold is not touched. Everything that is
 * said is kept in `.slipway/logs/rehearsal.log`.
 */
export async function runRehearsal({
  workspace,
  output,
  full = false,
}: RehearsalOptions): Promise<readonly StepResult[]> {
  const logs = join(workspace, '.slipway', 'logs');
  mkdirSync(logs, { recursive: true });
  const log = createWriteStream(join(logs, 'rehearsal.log'));
  const copy = new WorkspaceCopy(workspace);
  const load = full ? { requests: FULL_REQUESTS } : {};
  const stage = new Stage(copy, (text) => void log.write(text), load);
  try {
    drainBriefly(copy);
    copy.commit('The app as it is');
    const applied = new AppliedState(workspace, copy);
    return await rehearse(scenario(stage, { applied, full }), (event) => {
      if ('starts' in event) {
        output.status(`  ${event.starts} ...`);
        if (!output.interactive) output.note(`  ${event.starts} ...`);
        return;
      }
      output.status('');
      const { name, seconds, asExpected } = event.ended;
      output.note(`${asExpected ? '✓' : '✗'} ${name}, ${formatDuration(seconds)}`);
    });
  } finally {
    output.status('');
    await stopCloud({ workspace: copy.root });
    copy.remove();
    log.end();
  }
}

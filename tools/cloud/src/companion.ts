import { Failure } from '@slipway/tool-terminal';
import { findProcess } from './processes/process-table';

/** Names a process by its id; the cloud that is started with it ends when that process has. */
export const ENDS_WITH = 'SLIPWAY_CLOUD_ENDS_WITH';

/**
 * Whether the process that `SLIPWAY_CLOUD_ENDS_WITH` named when the cloud started still runs: a test that is killed stops
 * nothing any more. Always, where it names none.
 *
 * @throws Failure `usage` when it is no id
 */
export function companion(env: NodeJS.ProcessEnv): () => boolean {
  const text = env[ENDS_WITH];
  if (!text) return () => true;
  if (!/^[1-9]\d*$/.test(text)) {
    throw new Failure(
      'usage',
      `${ENDS_WITH} is "${text}". Allowed: the id of a process, or unset for a cloud that stays until it is stopped.`,
    );
  }
  const pid = Number(text);
  const started = findProcess(pid)?.started;
  return () => started !== undefined && findProcess(pid)?.started === started;
}

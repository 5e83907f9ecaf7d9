import { configReleaseVerb } from '@slipway/tool-ship';
import type { LocatedEnvironment } from '@slipway/tool-deploy';
import { notesOnly } from './json-result';
import { shipOptions } from './ship-options';
import type { Context } from './verb';

/**
 * Brings a changed configuration to the tasks, which get their variables when they start. Before the first release there
 * are none, and the first one has it.
 *
 * @returns the exit code
 */
export async function releaseConfig(
  { environment: { name }, cloud }: LocatedEnvironment,
  context: Context,
  json: boolean,
): Promise<number> {
  const options = shipOptions({ embedded: cloud === 'embedded' }, context);
  const output = json ? notesOnly(context.output) : context.output;
  const { record, exitCode } = await configReleaseVerb(name, 'config', { ...options, output });
  if (!record) output.note(`Nothing is released to "${name}" yet; the first release has it.`);
  return exitCode;
}

import type { ConfigPlace } from '@slipway/tool-operate';
import { Ledger } from '@slipway/tool-release';
import { configReleaseVerb } from '@slipway/tool-ship';
import { npxSlipway } from '@slipway/tool-terminal';
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
  if (!record) output.note(notReleasedWords(name));
  return exitCode;
}

/** What a change that was not released means for tasks, those that scaling starts included. */
export async function keptWords({ environment: { name }, store }: ConfigPlace): Promise<string> {
  if (!(await new Ledger(name, store).live())) return notReleasedWords(name);
  return `Tasks of "${name}" keep what they were released with until the next release: ${npxSlipway('release', name)}`;
}

function notReleasedWords(name: string): string {
  return `Nothing is released to "${name}" yet; the first release has it.`;
}

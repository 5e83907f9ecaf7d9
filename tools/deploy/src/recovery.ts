import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import type { TerraformSession } from './terraform-session';

const KEPT_STATE = 'errored.tfstate';

/** A run could not write the state back, so Terraform left it in the working directory. */
export function hasKeptState(directory: string): boolean {
  return existsSync(join(directory, KEPT_STATE));
}

export function dropKeptState(directory: string): void {
  rmSync(join(directory, KEPT_STATE), { force: true });
}

/**
 * Pushes the kept state before anything else is planned: without it, Terraform would make everything a second time.
 * Terraform itself refuses to push what does not follow the state that is there.
 *
 * @throws Failure `locked` while the failed run's lock is still there; `stateNotSaved` when Terraform refuses the state
 */
export async function pushKeptState({
  terraform,
  directory,
  cloud,
  options: { output },
}: TerraformSession): Promise<void> {
  if (cloud !== 'aws' || !hasKeptState(directory)) return;
  output.note('The last run could not save its state. Pushing what it kept ...');
  try {
    await terraform.pushState(KEPT_STATE);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'failed') throw error;
    throw new Failure(
      'stateNotSaved',
      [
        `The state that the last run kept (${join(directory, KEPT_STATE)}) does not fit the one in the bucket: someone deployed in between.`,
        `Nothing was changed. Compare the two. If the bucket is right, remove the file. If the file is right, push it:`,
        `  ${terraform.byHand('state', 'push', '-force', KEPT_STATE)}`,
        error.message,
      ].join('\n'),
    );
  }
  const done = `${KEPT_STATE}.pushed`;
  renameSync(join(directory, KEPT_STATE), join(directory, done));
  output.note(`Saved. A copy stays in ${done}.`);
}

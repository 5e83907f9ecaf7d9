import { resolveOptions, type VerbOptions } from './options';
import { withSession } from './session';

/**
 * Releases a state lock that a run left behind. Terraform checks that it is the lock that `id` names.
 *
 * @param id as the message about the held lock says it
 * @throws Failure
 */
export async function unlock(name: string, id: string, options: VerbOptions): Promise<void> {
  const resolved = resolveOptions(options);
  await withSession(name, resolved, { verb: 'unlock' }, async ({ terraform }) => {
    await terraform.forceUnlock(id);
    resolved.output.result(`The state of "${name}" is unlocked.`);
  });
}

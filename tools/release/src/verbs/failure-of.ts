import { Failure } from '@slipway/tool-terminal';
import type { ReleaseRecord } from '../record/release-record';

/** What a finished release ends the command with. @returns undefined when it is live */
export function failureOf({ version, environment, state, cause }: ReleaseRecord): Failure | undefined {
  if (state === 'live') return undefined;
  const went = state === 'rolled_back' ? 'was rolled back' : 'failed';
  const lines = [`v${version} of "${environment}" ${went}. ${cause?.words ?? ''}`.trimEnd()];
  if (cause?.kind === 'refused') {
    return new Failure(
      'refused',
      `v${version} of "${environment}" was refused; nothing was touched.\n${cause.words}`,
    );
  }
  if (cause && cause.logs.length > 0) lines.push(...cause.logs.map((line) => `  | ${line}`));
  if (cause?.next !== undefined) lines.push(`Next: ${cause.next}`);
  return new Failure(cause?.kind === 'interrupted' ? 'cancelled' : 'releaseFailed', lines.join('\n'));
}

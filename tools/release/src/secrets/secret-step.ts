import type { PlainCopy } from './plain-copies';
import type { PlainParameter } from './parameter-store';

/**
 * What brings a secret and its plain parameter, which older Slipways and other tools read and write, to agree:
 *
 * - `adopt`: somebody else has set the plain parameter; it becomes the newest version
 * - `unset`: somebody else has removed it
 * - `copy`: it has to get the value of what is set
 * - `remove`: it has to go, as nothing is set
 * - `note`: it holds what is set, and nobody has written that down yet
 * - `forget`: it is gone, as it has to be
 */
export type SecretStep = 'none' | 'adopt' | 'unset' | 'copy' | 'remove' | 'note' | 'forget';

export interface SecretFacts {
  /** Version that is set. @default none is */
  readonly current?: number;
  /** What was last noted of the plain parameter. @default nothing, or that it is gone */
  readonly copy?: PlainCopy;
  /** @default there is none */
  readonly plain?: PlainParameter;
  /** Version whose value a plain parameter that differs from the note was found to hold. @default none of ours */
  readonly holds?: number;
}

export function secretStep({ current, copy, plain, holds }: SecretFacts): SecretStep {
  if (!plain) {
    if (current === undefined) return copy ? 'forget' : 'none';
    // It had what is set and has not gone by us, who would have unset the secret before.
    return copy?.secret === current ? 'unset' : 'copy';
  }
  const known = isNoted(copy, plain);
  const held = known ? copy?.secret : holds;
  if (held === undefined) return 'adopt';
  if (current === undefined) return 'remove';
  if (held !== current) return 'copy';
  return known ? 'none' : 'note';
}

/** Whether the plain parameter is what was last noted of it. */
export function isNoted(copy: PlainCopy | undefined, plain: PlainParameter): boolean {
  return copy?.version === plain.version && copy.modifiedAt === plain.modifiedAt;
}

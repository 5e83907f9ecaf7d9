import { awsFailure, complaintOf, type OpenEnvironment } from '@slipway/tool-aws';
import type { LocatedEnvironment } from '@slipway/tool-deploy';
import { asDeployed, readApplied } from '@slipway/tool-release';
import { Failure } from '@slipway/tool-terminal';
import { storeOf } from './store-of';

/**
 * An environment as it was last deployed, whatever its file says by now: what releases and all that works with live tasks
 * go by. What the file says is in `written`.
 *
 * @param unreadable told why the note of the last deploy cannot be read, where its file will do then. @default that is an error
 * @throws Failure in words where AWS refuses, or the note is none
 */
export async function asLastDeployed<T extends LocatedEnvironment>(
  located: T,
  unreadable?: (why: string) => void,
  store = storeOf(located),
): Promise<T & Required<Pick<OpenEnvironment, 'written'>>> {
  const { environment, cloud } = located;
  try {
    const applied = await readApplied(store);
    return { ...located, environment: asDeployed(environment, applied), written: environment };
  } catch (error) {
    const failure = awsFailure(error, {
      environment: environment.name,
      cloud,
      safe: 'Nothing was changed.',
    });
    const anotherTrouble = !(error instanceof Failure) && complaintOf(error)?.about !== 'denied';
    if (!unreadable || anotherTrouble) throw failure;
    unreadable(failure.message);
    return { ...located, written: environment };
  }
}

import { environmentNames, FIRST_ENVIRONMENT } from '@slipway/tool-synth';
import { unknownWord, UsageError } from './usage-error';

/** @throws UsageError when there is no such environment, with the nearest that there is */
export function checkEnvironment(name: string, workspace: string): string {
  const names = environmentNames(workspace);
  if (names.includes(name)) return name;
  if (names.length === 0) {
    throw new UsageError(`There is no environment yet. ${FIRST_ENVIRONMENT}`);
  }
  throw unknownWord('environment', name, names, `There are: ${names.join(', ')}.`);
}

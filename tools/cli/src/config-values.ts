import {
  checkNames,
  getConfig,
  parseDotenv,
  serviceOf,
  type ConfigPlace,
  type Values,
} from '@slipway/tool-operate';
import { secretValue, standardInput } from './typed-in';
import { UsageError } from './usage-error';
import type { Context } from './verb';

export interface AskedValues {
  readonly names: readonly string[];
  readonly service: string | undefined;
  readonly fromStdin: boolean;
  /** Environment to take the values from. */
  readonly from: string | undefined;
  /** Works at another environment, on the same cloud. */
  readonly elsewhere: <T>(environment: string, work: (place: ConfigPlace) => Promise<T>) => Promise<T>;
}

/** The values that are to be set. Names are looked at before anybody is asked for a value. */
export async function valuesFor(place: ConfigPlace, asked: AskedValues, context: Context): Promise<Values> {
  const { names, service, fromStdin, from } = asked;
  const { interactive } = context.output;
  if (fromStdin) {
    if (from !== undefined)
      throw new UsageError('Values come from standard input or from another environment, not from both.');
    if (names.length > 0) throw new UsageError('With --from-stdin the names are in what is read.');
    return parseDotenv(await standardInput());
  }
  if (names.length === 0) throw new UsageError('Which one? Add its name after the environment.');
  checkNames(place, serviceOf(place, service).name, names);
  if (from !== undefined) return valuesOf(from, place.environment.name, asked);
  if (names.length > 1 && !interactive)
    throw new UsageError('Standard input holds one value. For several at once use --from-stdin.');
  const values = new Map<string, string>();
  for (const name of names) values.set(name, await secretValue(name, { interactive }));
  return values;
}

/** All of them are there before one is set. */
function valuesOf(from: string, target: string, { names, service, elsewhere }: AskedValues): Promise<Values> {
  if (from === target)
    throw new UsageError(`"${target}" has these values already. Name another environment.`);
  return elsewhere(from, async (source) => {
    const values = new Map<string, string>();
    for (const name of names) values.set(name, await getConfig(source, name, service));
    return values;
  });
}

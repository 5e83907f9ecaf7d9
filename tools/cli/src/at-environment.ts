import { openAws, type OpenAws } from '@slipway/tool-deploy';
import { awsFailure } from '@slipway/tool-aws';
import { checkEnvironment } from './environment-argument';
import type { Context } from './verb';

export interface AtEnvironment {
  readonly environment: string;
  readonly embedded?: boolean;
  /** What is safe when AWS says no in the middle, as a sentence. @default 'Nothing was changed.' */
  readonly safe?: string;
}

/** Opens the way to an environment and works there; what AWS refuses is told in words. */
export async function atEnvironment<T>(
  { environment, embedded, safe = 'Nothing was changed.' }: AtEnvironment,
  { root }: Pick<Context, 'root'>,
  work: (place: OpenAws) => Promise<T>,
): Promise<T> {
  const place = await openAws(checkEnvironment(environment, root), { root, embedded });
  try {
    return await work(place);
  } catch (error) {
    throw awsFailure(error, { environment, cloud: place.cloud, safe });
  }
}

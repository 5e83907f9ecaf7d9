import { openEnvironment, type LocatedEnvironment } from '@slipway/tool-deploy';
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
  { workspace }: Pick<Context, 'workspace'>,
  work: (open: LocatedEnvironment) => Promise<T>,
): Promise<T> {
  const open = await openEnvironment(checkEnvironment(environment, workspace), { workspace, embedded });
  try {
    return await work(open);
  } catch (error) {
    throw awsFailure(error, { environment, cloud: open.cloud, safe });
  }
}

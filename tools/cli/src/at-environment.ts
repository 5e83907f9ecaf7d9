import { openEnvironment, type LocatedEnvironment } from '@slipway/tool-deploy';
import { awsFailure } from '@slipway/tool-aws';
import { asLastDeployed } from '@slipway/tool-ship';
import { checkEnvironment } from './environment-argument';
import type { Context } from './verb';

export interface AtEnvironment {
  readonly environment: string;
  readonly embedded?: boolean;
  /** What is safe when AWS says no in the middle, as a sentence. @default 'Nothing was changed.' */
  readonly safe?: string;
}

/**
 * Opens the way to an environment as it was last deployed and works there; what AWS refuses is told in words. A verb
 * that helps in trouble does not need the note of the last deploy: without it the environment's file has to do.
 *
 * @param opens @default `openEnvironment` of `@slipway/tool-deploy`
 */
export async function atEnvironment<T>(
  { environment, embedded, safe = 'Nothing was changed.' }: AtEnvironment,
  { workspace, output }: Pick<Context, 'workspace' | 'output'>,
  work: (open: LocatedEnvironment) => Promise<T>,
  opens = openEnvironment,
): Promise<T> {
  const open = await opens(checkEnvironment(environment, workspace), { workspace, embedded });
  const deployed = await asLastDeployed(open, (why) =>
    output.note(
      `How "${environment}" was last deployed cannot be read, so this goes by its environment.ts. ${why}`,
    ),
  );
  try {
    return await work(deployed);
  } catch (error) {
    throw awsFailure(error, { environment, cloud: open.cloud, safe });
  }
}

import { join } from 'node:path';
import type { Environment } from '@slipway/core';
import type { Stack } from './stack';

/** What deploying needs from the embedded cloud. */
export interface EmbeddedCloud {
  /** Starts it if it does not run, and makes what a bootstrap would have made: state and image registry. */
  open(environment: Environment, stack: Stack): Promise<OpenCloud>;
  isAlive(): Promise<boolean>;
  /** Empties it. What lived in it, every environment's state included, is gone. */
  reset(): Promise<void>;
  /** Makes it what it was before a run that ended in the middle: its last point, or empty where there is none. */
  goBack(): Promise<void>;
  /** Something has been changed: it is to last, also over a crash. Never rejects; what went wrong is noted. */
  keep(): Promise<void>;
  /** Remembers that an environment has something in there. */
  occupy(environment: Environment): Promise<void>;
  /** Whether it has something in there. */
  holds(environment: Environment): Promise<boolean>;
  /** The environment has left. Stops the cloud if it was the last one; says whether. */
  leave(environment: Environment): Promise<boolean>;
}

export interface OpenCloud {
  /** Variables that point Terraform and the AWS SDK at it, in the environment's account; `undefined` removes one. */
  readonly variables: { readonly [name: string]: string | undefined };
  /** What of the stack has to be otherwise there, as a Terraform override file. */
  readonly override: object;
}

/**
 * `@slipway/tool-cloud`, loaded only where it is used.
 *
 * @param directory where this cloud keeps what it must remember; one cloud per directory
 */
export function embeddedCloud(
  workspace: string,
  env: NodeJS.ProcessEnv,
  note: (text: string) => void,
  directory = join(workspace, '.slipway', 'cloud'),
): EmbeddedCloud {
  const options = { workspace, env, note, directory };
  const tool = () => import('@slipway/tool-cloud');
  return {
    open: async ({ app, aws }, stack) => {
      const { cloudEnvironment, prepareRegistry, prepareState, startCloud, terraformOverride } = await tool();
      const cloud = await startCloud(options);
      await prepareState(cloud, { app, ...aws });
      // Environments share the images of their app, so its repository may be another account's.
      await prepareRegistry(cloud, { repository: app, account: aws.registryAccount, region: aws.region });
      return { variables: await cloudEnvironment(cloud, aws, env), override: terraformOverride(stack) };
    },
    isAlive: async () => (await (await tool()).cloudStatus(options)) !== undefined,
    reset: async () => (await tool()).resetCloud(options),
    goBack: async () => void (await (await tool()).rewindCloud(options)),
    keep: async () => {
      try {
        await (await tool()).takePoint(options);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        note(`The embedded cloud could not save its state, so a crash would lose what was just done. ${why}`);
      }
    },
    occupy: async ({ name }) => {
      const { cloudStatus, occupy } = await tool();
      const cloud = await cloudStatus(options);
      if (cloud) await occupy(cloud, name);
    },
    holds: async ({ name }) => {
      const { cloudStatus, occupants } = await tool();
      const cloud = await cloudStatus(options);
      return cloud !== undefined && (await occupants(cloud)).includes(name);
    },
    leave: async ({ name }) => {
      const { cloudStatus, leave, stopCloud } = await tool();
      const cloud = await cloudStatus(options);
      if (!cloud || (await leave(cloud, name)).length > 0) return false;
      return stopCloud(options);
    },
  };
}

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '@slipway/core';
import { findSessionPlugin } from '@slipway/tool-exec';
import { findPython } from '@slipway/tool-python';
import { describeEnvironment, environmentNames, readEnvironment, type Described } from '@slipway/tool-synth';
import { findToolchain } from '@slipway/tool-terraform';
import type { TerraformFacts } from './machine-findings';

/** All that is asked of this machine and of the workspace. */
export interface Machine {
  readonly nodeVersion: string;
  /** What a program prints; `undefined` when it cannot be run, or fails. */
  said(program: string, ...args: readonly string[]): Promise<string | undefined>;
  /** A file of the workspace, as JSON; `undefined` when it is not there. @throws when it is no JSON */
  json(path: string): Promise<unknown>;
  /** @throws Failure when there is none that can be used */
  python(): Promise<{ readonly executable: string; readonly version: string }>;
  /** @throws Failure when `SLIPWAY_TERRAFORM` names one that cannot be used */
  terraform(): Promise<TerraformFacts>;
  /** File of AWS's session-manager-plugin. */
  sessionPlugin(): string | undefined;
  /** Of the embedded cloud, while it runs. */
  cloudEndpoint(): Promise<string | undefined>;
  environmentNames(): readonly string[];
  /** @throws SynthError with all that is wrong with the file */
  environment(name: string): Promise<Environment>;
  /** What its file and the workspace's constructs come to. @throws SynthError */
  describe(name: string): Promise<Described>;
}

interface Workspace {
  /** Absolute path. */
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
}

export function thisMachine({ workspace, env }: Workspace): Machine {
  const read = new Map<string, Promise<Environment>>();
  return {
    nodeVersion: process.version,
    said: (program, ...args) =>
      new Promise((resolve) => {
        execFile(program, args, { cwd: workspace, env, timeout: 10_000 }, (error, stdout) =>
          resolve(error ? undefined : stdout.trim()),
        );
      }),
    json: (path) => jsonOf(join(workspace, path)),
    python: () => findPython(env),
    terraform: () => terraform({ workspace, env }),
    sessionPlugin: () => findSessionPlugin(env.PATH),
    cloudEndpoint: async () => {
      const { cloudStatus } = await import('@slipway/tool-cloud');
      return (await cloudStatus({ workspace, env }))?.endpoint;
    },
    environmentNames: () => environmentNames(workspace),
    describe: (name) => describeEnvironment(name, workspace),
    // A process for each file, so once is enough for all that want to know.
    environment: (name) => {
      const known = read.get(name) ?? readEnvironment(name, { workspace });
      read.set(name, known);
      return known;
    },
  };
}

async function jsonOf(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Thrown where Terraform would be downloaded, which is not for a look to do. */
class WouldDownload extends Error {}

async function terraform({ workspace, env }: Workspace): Promise<TerraformFacts> {
  try {
    return await findToolchain({
      workspace,
      env,
      note: (text) => {
        throw new WouldDownload(text);
      },
    });
  } catch (error) {
    if (!(error instanceof WouldDownload)) throw error;
    return { reason: error.message.replace(/\. Downloading .*$/s, '') };
  }
}

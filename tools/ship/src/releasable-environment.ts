import { awsFailure, type OpenEnvironment } from '@slipway/tool-aws';
import { openEnvironment, type LocatedEnvironment } from '@slipway/tool-deploy';
import {
  asDeployed,
  fetchBytes,
  gitCommits,
  localProcesses,
  readApplied,
  S3Store,
  systemClock,
  type ObjectStore,
  type ReleasePorts,
} from '@slipway/tool-release';
import { releaseBucket } from '@slipway/core';
import { caller } from './caller';
import type { TerminalOptions } from './terminal-options';
import { siteUrl } from './site-url';

/** An environment that releases are made in, as it was last deployed, and all that it takes. */
export interface ReleasableEnvironment extends LocatedEnvironment {
  readonly ports: ReleasePorts;
  readonly store: ObjectStore;
  /** Where users find it, as far as that is known. */
  readonly url: string | undefined;
}

/** @throws Failure and SynthError, both with an `exitCode` */
export async function openForRelease(
  name: string,
  {
    workspace,
    embedded,
    output,
    env = process.env,
  }: Pick<TerminalOptions, 'workspace' | 'embedded' | 'env' | 'output'>,
  signal?: AbortSignal,
): Promise<ReleasableEnvironment> {
  const located = await openEnvironment(name, {
    workspace,
    embedded,
    env,
    note: (text) => output.note(text),
  });
  const store = storeOf(located);
  // What the workspace says beyond that is not there yet: a release that took it would be half of it.
  const open = { ...located, environment: asDeployed(located.environment, await noteOf(located, store)) };
  const ports: ReleasePorts = {
    clients: open.clients,
    store,
    clock: systemClock,
    commits: gitCommits(workspace),
    processes: localProcesses,
    by: caller(workspace, env),
    fetchBytes,
    cloud: open.cloud,
    signal,
  };
  return { ...open, store, ports, url: await siteUrl(open, workspace) };
}

/** @throws Failure in words where AWS refuses */
async function noteOf({ environment, cloud }: LocatedEnvironment, store: ObjectStore) {
  try {
    return await readApplied(store);
  } catch (error) {
    throw awsFailure(error, { environment: environment.name, cloud, safe: 'Nothing was changed.' });
  }
}

export function storeOf({ environment, clients }: OpenEnvironment): ObjectStore {
  return new S3Store(clients, releaseBucket(environment), environment.name);
}

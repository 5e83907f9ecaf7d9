import { openEnvironment, type LocatedEnvironment } from '@slipway/tool-deploy';
import {
  fetchBytes,
  gitCommits,
  localProcesses,
  systemClock,
  type ObjectStore,
  type ReleasePorts,
  type SiteAnswer,
} from '@slipway/tool-release';
import type { Environment } from '@slipway/core';
import { asLastDeployed } from './as-last-deployed';
import { caller } from './caller';
import type { TerminalOptions } from './terminal-options';
import { probe } from './probe';
import { siteUrl } from './site-url';
import { storeOf } from './store-of';

/** An environment that releases are made in, as it was last deployed, and all that it takes. */
export interface ReleasableEnvironment extends LocatedEnvironment {
  readonly ports: ReleasePorts;
  readonly store: ObjectStore;
  /** As its file has it. */
  readonly written: Environment;
  /** Where users find it, as far as that is known. */
  readonly url: string | undefined;
}

/**
 * @param before the same, opened a while ago: only what a deploy changes is read again. @default opened anew
 * @throws Failure and SynthError, both with an `exitCode`
 */
export async function openForRelease(
  name: string,
  {
    workspace,
    embedded,
    output,
    env = process.env,
  }: Pick<TerminalOptions, 'workspace' | 'embedded' | 'env' | 'output'>,
  signal?: AbortSignal,
  before?: ReleasableEnvironment,
): Promise<ReleasableEnvironment> {
  const located: LocatedEnvironment = before
    ? { ...before, environment: before.written }
    : await openEnvironment(name, { workspace, embedded, env, note: (text) => output.note(text) });
  const store = storeOf(located);
  // What the workspace says beyond that is not there yet: a release that took it would be half of it.
  const open = await asLastDeployed(located, undefined, store);
  const url = await siteUrl(open, workspace);
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
    askSite: async () => (url === undefined ? undefined : askSite(url, open.environment)),
  };
  return { ...open, store, ports, url };
}

/** The path that its load balancer asks tasks for is one that a live release answers. */
async function askSite(site: string, { services }: Environment): Promise<SiteAnswer> {
  const url = `${site}${services['web']?.healthCheck.path ?? '/'}`;
  const status = await probe(url);
  return { url, ...(status !== undefined && { status }) };
}

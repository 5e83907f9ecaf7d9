import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenEnvironment } from '@slipway/tool-aws';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { clusterOf, serviceOf } from './names';
import { notDeployedWords, type DeployedEnvironment } from './not-deployed';
import { readReleasedService, readService } from './service-state';

/** What `web=2` means. */
export interface Scale {
  readonly service: string;
  readonly count: number;
}

/** @throws Failure `usage` */
export function parseScale(text: string): Scale {
  const [, service, count] = /^([a-z][a-z0-9-]*)=(\d{1,4})$/.exec(text) ?? [];
  if (service === undefined) {
    throw new Failure('usage', `"${text}" is not a service and a number of tasks. Write for example: web=2`);
  }
  return { service, count: Number(count) };
}

/**
 * Autoscaling keeps the number of tasks within the limits that were deployed: what lies outside would not last.
 *
 * @throws Failure `usage` for an unknown service, `refused` for a number out of its limits
 */
export function checkScale(place: DeployedEnvironment, { service, count }: Scale): void {
  const { name } = place.environment;
  const { min, max } = serviceOf(place, service).settings.scaling;
  if (count >= min && count <= max) return;
  const way =
    notDeployedWords(place, `services.${service}.scaling`) ||
    `Change services.${service}.scaling in environments/${name}/environment.ts, then: ${npxSlipway('deploy', name)}`;
  throw new Failure(
    'refused',
    `${service} of "${name}" is allowed to run ${min} to ${max} tasks, not ${count}. Nothing was changed.\n${way}`,
  );
}

export interface ScaleOptions {
  /** Until as many tasks run. @default true */
  readonly wait?: boolean;
  /** Told how many run, whenever that changes. @default nobody */
  readonly progress?: (running: number, desired: number) => void;
  /** How long to wait, in milliseconds. @default 10 minutes */
  readonly patienceMs?: number;
  /** @default the real one */
  readonly pause?: (ms: number) => Promise<unknown>;
}

export interface Scaled extends Scale {
  /** How many were wanted before. */
  readonly before: number;
  readonly running: number;
}

const POLL_MS = 1000;

/** @throws Failure `refused` for a number out of limits, or when nothing was released yet; `failed` when they do not run in time */
export async function scale(
  open: OpenEnvironment,
  wanted: Scale,
  options: ScaleOptions = {},
): Promise<Scaled> {
  checkScale(open, wanted);
  const { service, count } = wanted;
  const { desiredCount: before = 0, runningCount = 0 } = await readReleasedService(open, service);
  const ecs = await open.clients.ecs();
  await ecs.updateService({ cluster: clusterOf(open.environment), service, desiredCount: count });
  const running = options.wait === false ? runningCount : await untilRunning(open, wanted, options);
  return { service, count, before, running };
}

async function untilRunning(
  open: OpenEnvironment,
  { service, count }: Scale,
  options: ScaleOptions,
): Promise<number> {
  const { progress, patienceMs = 600_000, pause = sleep } = options;
  let shown: number | undefined;
  for (let waited = 0; waited <= patienceMs; waited += POLL_MS) {
    const { runningCount = 0 } = await readService(open, service);
    if (runningCount !== shown) progress?.(runningCount, count);
    shown = runningCount;
    if (runningCount === count) return runningCount;
    await pause(POLL_MS);
  }
  const { name } = open.environment;
  throw new Failure(
    'failed',
    `${service} of "${name}" should run ${count} tasks, but after ${Math.round(patienceMs / 60_000)} min it runs ${shown}. ECS is still trying.\nSee why: ${npxSlipway('ps', name)}, ${npxSlipway('logs', name, service)}`,
  );
}

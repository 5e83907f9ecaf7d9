import { clusterName } from '@slipway/core';
import type { Service } from '@aws-sdk/client-ecs';
import { npxSlipway } from '@slipway/tool-terminal';
import { movedPort } from '../aws/moved-port';
import { readServices } from '../aws/services';
import { rollTimeout } from '../engine/request';
import type { ReleaseRun } from '../engine/release-run';

const POLL_MS = 1000;

/**
 * Brings all services back to what the live release runs; those of a first release to no tasks at all, since there is
 * only the template to go back to.
 *
 * @returns whether ECS had arrived there when it was last looked at
 */
export async function rollBack(run: ReleaseRun): Promise<boolean> {
  const { environment, clients, ports, tell } = run.place;
  const names = Object.keys(run.record.taskDefinitions);
  const services = await readServices(clients, environment);
  for (const name of names) {
    const service = services.get(name);
    if (service) await startBack(run, name, service);
  }
  const timeoutMs = rollTimeout(environment);
  const deadline = ports.clock.now() + timeoutMs;
  for (;;) {
    run.checkOwned();
    const now = await readServices(clients, environment);
    if (names.every((name) => isBack(run, name, now.get(name)))) return true;
    if (ports.clock.now() >= deadline) {
      tell({
        type: 'note',
        text: `ECS is still going back after ${Math.round(timeoutMs / 60_000)} minutes: ${npxSlipway('status', environment.name)}`,
      });
      return false;
    }
    await ports.clock.sleep(POLL_MS);
  }
}

async function startBack(run: ReleaseRun, name: string, service: Service): Promise<void> {
  const { environment, clients } = run.place;
  const ecs = await clients.ecs();
  const cluster = clusterName(environment);
  await run.prove();
  const target = targetOf(run, name);
  if (target === undefined) {
    await ecs.updateService({ cluster, service: name, desiredCount: 0 });
  } else if (!primaryOf(service) || isOurs(run, name, service) || isUnseen(run, name, service)) {
    const stopped = await stopDeployment(run, name);
    if (stopped) return;
    const moved = await movedPort(ecs, service, target);
    await run.prove();
    await ecs.updateService({ cluster, service: name, taskDefinition: target, ...moved });
  }
}

/** What ECS calls a rollback: nothing of ours is registered for it, and ECS says that it is one. Not possible once it has completed. */
async function stopDeployment(run: ReleaseRun, service: string): Promise<boolean> {
  const { environment, clients } = run.place;
  const ecs = await clients.ecs();
  try {
    const { serviceDeployments = [] } = await ecs.listServiceDeployments({
      cluster: clusterName(environment),
      service,
      status: ['PENDING', 'IN_PROGRESS'],
    });
    const serviceDeploymentArn = serviceDeployments[0]?.serviceDeploymentArn;
    if (serviceDeploymentArn === undefined) return false;
    await run.prove();
    await ecs.stopServiceDeployment({ serviceDeploymentArn, stopType: 'ROLLBACK' });
    return true;
  } catch (error) {
    // It ended between the two calls, or may not be stopped: the plain way back is always open.
    if (!REFUSALS.has((error as Error).name)) throw error;
    return false;
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html, "Errors" */
const REFUSALS = new Set([
  'ConflictException',
  'InvalidParameterException',
  'ServiceDeploymentNotFoundException',
  'UnsupportedFeatureException',
  'ClientException',
]);

function isBack(run: ReleaseRun, name: string, service: Service | undefined): boolean {
  if (!service) return true;
  if (targetOf(run, name) === undefined) return service.desiredCount === 0 && service.runningCount === 0;
  const primary = primaryOf(service);
  return (
    !isOurs(run, name, service) &&
    primary?.rolloutState === 'COMPLETED' &&
    service.runningCount === service.desiredCount
  );
}

/** Where to go back to. @default undefined: the service was never live */
function targetOf({ previous }: ReleaseRun, name: string): string | undefined {
  return previous?.taskDefinitions[name];
}

/** Whether ECS still means to run this release. */
export function isOurs({ record }: ReleaseRun, name: string, service: Service): boolean {
  return primaryOf(service)?.taskDefinition === record.taskDefinitions[name];
}

/**
 * ECS has begun this release, by its own answer, and shows what was before: it can take a while to show the deployment
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html), or have gone back by itself. To
 * ask for what is there already changes nothing.
 */
function isUnseen(run: ReleaseRun, name: string, service: Service): boolean {
  const id = run.record.deployments[name];
  const shown = service.deployments?.some((deployment) => deployment.id === id);
  return id !== undefined && !shown && primaryOf(service)?.taskDefinition === targetOf(run, name);
}

function primaryOf({ deployments }: Service) {
  return deployments?.find(({ status }) => status === 'PRIMARY');
}

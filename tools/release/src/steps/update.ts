import { clusterName } from '@slipway/core';
import { movedPort } from '../aws/moved-port';
import { readServices } from '../aws/services';
import type { ReleaseRun } from '../engine/release-run';

/** Puts all services on what was registered for them, and records ECS's deployments. */
export async function update(run: ReleaseRun): Promise<void> {
  const { environment, clients } = run.place;
  const ecs = await clients.ecs();
  const { taskDefinitions } = run.record;
  const services = await readServices(clients, environment);
  run.check();
  const deployments: { [service: string]: string } = {};
  for (const [name, taskDefinition] of Object.entries(taskDefinitions)) {
    const now = services.get(name)?.desiredCount ?? 0;
    const moved = await movedPort(ecs, services.get(name), taskDefinition);
    const least = environment.services[name]?.scaling.min ?? 0;
    await run.prove();
    const { service } = await ecs.updateService({
      cluster: clusterName(environment),
      service: name,
      taskDefinition,
      ...moved,
      // A service is born with no tasks; a later release leaves the number to autoscaling.
      ...(now < least && { desiredCount: least }),
      forceNewDeployment: false,
    });
    const primary = service?.deployments?.find(({ status }) => status === 'PRIMARY');
    if (primary?.id !== undefined) deployments[name] = primary.id;
    // Each at once: whoever goes back has to know of it although ECS does not always show it yet.
    await run.update({ deployments: { ...deployments } });
  }
}

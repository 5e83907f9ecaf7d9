import { clusterName, type Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';

/**
 * Lets autoscaling have the services, as their tasks are up. Terraform says the same from then on
 * (libs/compute/src/scaling.ts tells why it cannot begin with it), so a plan has no changes. Registering keeps the
 * target's policies (https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html).
 */
export async function registerScaling({
  clients,
  environment,
}: {
  readonly clients: Pick<AwsClients, 'scaling'>;
  readonly environment: Environment;
}): Promise<void> {
  const scaling = await clients.scaling();
  for (const [name, settings] of Object.entries(environment.services)) {
    await scaling.registerScalableTarget({
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: `service/${clusterName(environment)}/${name}`,
      MinCapacity: settings.scaling.min,
      MaxCapacity: settings.scaling.max,
    });
  }
}

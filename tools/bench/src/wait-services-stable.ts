import type { AwsClients } from '@slipway/tool-aws';

/** What `aws ecs wait services-stable` came to. */
export interface StableWait {
  readonly seconds: number;
  /** `stable` is its exit code 0. */
  readonly said: 'stable' | 'still waiting';
  /** What runs then is what was asked for. */
  readonly asAsked: boolean;
}

/** Seconds between two looks, as the AWS CLI has it. https://docs.aws.amazon.com/cli/latest/reference/ecs/wait/services-stable.html */
const POLL_SECONDS = 15;

/** `aws ecs update-service`, then `aws ecs wait services-stable`, by the SDK's own waiter. */
export async function waitServicesStable(
  clients: Pick<AwsClients, 'ecs'>,
  cluster: string,
  taskDefinition: string,
  longestSeconds: number,
): Promise<StableWait> {
  const client = await clients.ecs();
  const { waitUntilServicesStable } = await import('@aws-sdk/client-ecs');
  const service = { cluster, services: ['web'] };
  const began = performance.now();
  await client.updateService({ cluster, service: 'web', taskDefinition });
  const polls = { minDelay: POLL_SECONDS, maxDelay: POLL_SECONDS, maxWaitTime: longestSeconds };
  const said = await waitUntilServicesStable({ client, ...polls }, service).then(
    () => 'stable' as const,
    () => 'still waiting' as const,
  );
  const seconds = (performance.now() - began) / 1000;
  const { services } = await client.describeServices(service);
  return { seconds, said, asAsked: services?.[0]?.taskDefinition === taskDefinition };
}

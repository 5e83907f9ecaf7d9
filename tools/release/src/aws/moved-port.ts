import type { ECS, Service, UpdateServiceCommandInput } from '@aws-sdk/client-ecs';

/**
 * What an update of a service has to say beside the task definition where that one listens on another port than the one
 * that runs: the load balancer's entry names a port of the container. ECS registers the new tasks with the new port and
 * leaves the old ones as they are, in the same target group, so that both serve during the roll, and goes back to the
 * old port when it goes back.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html, "loadBalancers"
 * @param service as ECS describes it
 * @returns nothing where the port is the same, or the service has no load balancer
 */
export async function movedPort(
  ecs: Pick<ECS, 'describeTaskDefinition'>,
  service: Pick<Service, 'loadBalancers'> | undefined,
  taskDefinition: string,
): Promise<Pick<UpdateServiceCommandInput, 'loadBalancers'>> {
  const balancers = service?.loadBalancers ?? [];
  if (balancers.length === 0) return {};
  const { taskDefinition: definition } = await ecs.describeTaskDefinition({ taskDefinition });
  const moved = balancers.map((balancer) => {
    const container = definition?.containerDefinitions?.find(({ name }) => name === balancer.containerName);
    const ports = (container?.portMappings ?? []).flatMap(({ containerPort }) => containerPort ?? []);
    const isThere = balancer.containerPort === undefined || ports.includes(balancer.containerPort);
    return isThere || ports[0] === undefined ? balancer : { ...balancer, containerPort: ports[0] };
  });
  return moved.every((balancer, index) => balancer === balancers[index]) ? {} : { loadBalancers: moved };
}

import { createHash, randomInt } from 'node:crypto';
import type { Container, ContainerDefinition, ManagedAgent, Task } from '@aws-sdk/client-ecs';
import { ecsArn, newId, newTaskId } from './arn';
import type { NewTask, TaskRecord } from './state';

/** A task as it is before anything has been done for it. */
export function newTask(order: NewTask, now: Date): TaskRecord {
  const { cluster, definition, deployment, overrides = {} } = order;
  const id = newTaskId();
  const arn = ecsArn(cluster.region, `task/${cluster.name}/${id}`);
  const network = (order.network ?? deployment?.revision.networkConfiguration)?.awsvpcConfiguration;
  const attachmentId = newId();
  const task: Task = {
    taskArn: arn,
    clusterArn: cluster.arn,
    taskDefinitionArn: definition.taskDefinitionArn,
    attachments: [
      {
        id: attachmentId,
        type: 'ElasticNetworkInterface',
        status: 'PRECREATED',
        details: network?.subnets?.[0] ? [{ name: 'subnetId', value: network.subnets[0] }] : [],
      },
    ],
    attributes: [
      { name: 'ecs.cpu-architecture', value: architecture(definition.runtimePlatform?.cpuArchitecture) },
    ],
    availabilityZone: `${cluster.region.region}${'ab'[randomInt(2)]}`,
    containers: (definition.containerDefinitions ?? []).map((container) =>
      newContainer(order, { container, id, arn, attachmentId, now }),
    ),
    cpu: overrides.cpu ?? definition.cpu,
    memory: overrides.memory ?? definition.memory,
    createdAt: now,
    desiredStatus: 'RUNNING',
    lastStatus: 'PROVISIONING',
    healthStatus: 'UNKNOWN',
    ephemeralStorage: { sizeInGiB: definition.ephemeralStorage?.sizeInGiB ?? 20 },
    fargateEphemeralStorage: { sizeInGiB: definition.ephemeralStorage?.sizeInGiB ?? 20 },
    overrides: {
      ...overrides,
      containerOverrides:
        overrides.containerOverrides ?? definition.containerDefinitions?.map(({ name }) => ({ name })) ?? [],
      inferenceAcceleratorOverrides: overrides.inferenceAcceleratorOverrides ?? [],
    },
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    version: 0,
    ...order.task,
  };
  return {
    cluster,
    id,
    arn,
    task,
    definition,
    ...(deployment && { deployment }),
    ...(order.asked && { asked: order.asked }),
    running: { targets: [] },
    wasHealthy: false,
    counted: false,
  };
}

interface ContainerPlace {
  readonly container: ContainerDefinition;
  readonly id: string;
  readonly arn: string;
  readonly attachmentId: string;
  readonly now: Date;
}

function newContainer({ cluster, task }: NewTask, place: ContainerPlace): Container {
  const { container, id, arn, attachmentId, now } = place;
  return {
    containerArn: ecsArn(cluster.region, `container/${cluster.name}/${id}/${newId()}`),
    taskArn: arn,
    name: container.name,
    image: container.image,
    lastStatus: 'PENDING',
    healthStatus: 'UNKNOWN',
    networkBindings: [],
    networkInterfaces: [{ attachmentId }],
    cpu: String(container.cpu ?? 0),
    ...(container.memory !== undefined && { memory: String(container.memory) }),
    ...(container.memoryReservation !== undefined && {
      memoryReservation: String(container.memoryReservation),
    }),
    ...(task.enableExecuteCommand && { managedAgents: agentStatus('PENDING', now) }),
  };
}

/** What lets ExecuteCommand in. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
export function agentStatus(lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED', now: Date): ManagedAgent[] {
  return [
    { name: 'ExecuteCommandAgent', lastStatus, ...(lastStatus === 'RUNNING' && { lastStartedAt: now }) },
  ];
}

/** The network interface is there, with the address that the task answers at. */
export function attachAddress(task: Task, region: string, address = '127.0.0.1'): void {
  const [attachment] = task.attachments ?? [];
  if (!attachment) return;
  const hash = createHash('sha256')
    .update(task.taskArn ?? '')
    .digest('hex');
  attachment.status = 'ATTACHED';
  attachment.details = [
    ...(attachment.details ?? []).filter(({ name }) => name === 'subnetId'),
    { name: 'networkInterfaceId', value: `eni-${hash.slice(0, 17)}` },
    { name: 'macAddress', value: `02:${(hash.slice(17, 27).match(/../g) ?? []).join(':')}` },
    { name: 'privateDnsName', value: privateDnsName(address, region) },
    { name: 'privateIPv4Address', value: address },
  ];
  for (const container of task.containers ?? []) {
    container.networkInterfaces = [{ attachmentId: attachment.id, privateIpv4Address: address }];
  }
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html#vpc-dns-hostnames */
function privateDnsName(address: string, region: string): string {
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-${address.replaceAll('.', '-')}.${domain}`;
}

const architecture = (name = 'X86_64') => name.toLowerCase();

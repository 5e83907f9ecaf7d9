import type { Attachment, Container, Task } from '@aws-sdk/client-ecs';

/**
 * A task as EventBridge is told of it: what DescribeTasks says but for a few names, and without any health.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function taskEvent(task: Task, updatedAt: Date): object {
  const { healthStatus: _, attachments = [], containers = [], ...rest } = task;
  return {
    ...rest,
    attachments: attachments.map(attachmentEvent),
    containers: containers.map(containerEvent),
    updatedAt,
  };
}

const attachmentEvent = (attachment: Attachment) => ({
  ...attachment,
  type: attachment.type === 'ElasticNetworkInterface' ? 'eni' : attachment.type,
});

function containerEvent({ healthStatus: _, managedAgents, ...container }: Container): object {
  return {
    ...container,
    ...(managedAgents && {
      managedAgents: managedAgents.map(({ name, lastStatus: status }) => ({ name, status })),
    }),
  };
}

import type { Clock } from './clock';
import { newId } from './arn';
import type { ServiceRecord } from './state';

/** AWS keeps a hundred. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html */
const KEPT = 100;

/** As AWS words them, after the name of the service. */
export const words = {
  started: (ids: readonly string[]) => `has started ${ids.length} tasks: ${tasks(ids)}.`,
  replaced: (ids: readonly string[], replaces: number) =>
    `has started ${ids.length} tasks: ${tasks(ids)}. Amazon ECS replaced ${replaces} tasks due to an unhealthy status.`,
  stopped: (ids: readonly string[]) => `has stopped ${ids.length} running tasks: ${tasks(ids)}.`,
  draining: (count: number) => `has begun draining connections on ${count} tasks.`,
  registered: (count: number, arn: string) => `registered ${count} targets in (target-group ${arn})`,
  deregistered: (count: number, arn: string) => `deregistered ${count} targets in (target-group ${arn})`,
  unhealthy: (id: string, port: number, arn: string, reason: string) =>
    `(task ${id}) (port ${port}) is unhealthy in (target-group ${arn}) due to (reason ${reason}).`,
  completed: (deployment: string) => `(deployment ${deployment}) deployment completed.`,
  failed: (deployment: string) => `(deployment ${deployment}) deployment failed: tasks failed to start.`,
  rollingBack: (deployment: string) => `rolling back to deployment ${deployment}.`,
  impaired:
    'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
  steady: 'has reached a steady state.',
} as const;

const tasks = (ids: readonly string[]) => ids.map((id) => `(task ${id})`).join(' ');

/** Puts one on top of what DescribeServices shows. */
export function addEvent(service: ServiceRecord, clock: Clock, text: string): void {
  service.events.unshift({
    id: newId(),
    createdAt: clock.now(),
    message: `(service ${service.name}) ${text}`,
  });
  service.events.length = Math.min(service.events.length, KEPT);
}

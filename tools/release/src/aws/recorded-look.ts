import type { DescribeTasksCommandInput, ListTasksCommandInput, Service, Task } from '@aws-sdk/client-ecs';
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { refusal } from '../sample/sample-ecs';
import { SampleWorld } from '../sample/sample-world';
import { Observer } from './observer';
import { recordedAws } from './recorded-aws';

const { environment } = new SampleWorld();
export const TASK = 'arn:aws:ecs:eu-west-1:111111111111:task/shop-staging';

/** What ECS and the load balancer show; a spec changes it between two looks. */
interface Shown {
  service: Service;
  tasks: readonly Task[];
  targets: readonly TargetHealthDescription[] | 'gone';
}

export const balanced: Service = {
  serviceName: 'web',
  status: 'ACTIVE',
  desiredCount: 2,
  loadBalancers: [{ targetGroupArn: 'arn:targets' }],
};

export const running = (id: string, address: string, more: Partial<Task> = {}): Task => ({
  taskArn: `${TASK}/${id}`,
  lastStatus: 'RUNNING',
  containers: [
    { name: 'proxy', networkInterfaces: [{ privateIpv4Address: '10.0.0.99' }] },
    { name: 'web', networkInterfaces: [{ privateIpv4Address: address }] },
  ],
  ...more,
});

export const target = (
  Id: string,
  State: 'healthy' | 'unhealthy' | 'draining',
  Port = 3000,
): TargetHealthDescription => ({
  Target: { Id, Port },
  TargetHealth: { State, Reason: 'Target.Timeout', Description: 'Request timed out' },
});

/** An observer of `web`, which is in a load balancer if nothing else is said. */
export function observed(
  { service = balanced, tasks = [], targets = [] }: Partial<Shown> = {},
  tellsGone = false,
) {
  const shown: Shown = { service, tasks, targets };
  const { calls, clients } = recordedAws({
    DescribeServices: () => ({ services: [shown.service] }),
    ListTasks: ({ desiredStatus, nextToken }: ListTasksCommandInput) => {
      const arns = shown.tasks
        .filter(({ lastStatus }) => (lastStatus === 'STOPPED') === (desiredStatus === 'STOPPED'))
        .map(({ taskArn = '' }) => taskArn);
      // Two pages: the second one has what is left after the first.
      return nextToken === undefined
        ? { taskArns: arns.slice(0, 80), ...(arns.length > 80 && { nextToken: 'more' }) }
        : { taskArns: arns.slice(80) };
    },
    DescribeTasks: (input: DescribeTasksCommandInput) => ({
      tasks: shown.tasks.filter(({ taskArn = '' }) => input.tasks?.includes(taskArn)),
    }),
    DescribeTargetHealth: () => {
      if (shown.targets === 'gone') throw refusal('TargetGroupNotFoundException', 'Target groups not found');
      return { TargetHealthDescriptions: shown.targets };
    },
  });
  const observer = new Observer(clients, environment, () => 1500, tellsGone);
  return { shown, calls, look: async () => (await observer.look(['web']))[0]! };
}

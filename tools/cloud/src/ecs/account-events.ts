import type { Backend } from '../gateway/backend';
import type { AccountOptions } from '../credentials';
import type { Clock } from './clock';
import type { DeploymentRecord, ServiceRecord, TaskRecord } from './state';
import { taskEvent } from './task-event';

export type DeploymentEventName =
  | 'SERVICE_DEPLOYMENT_IN_PROGRESS'
  | 'SERVICE_DEPLOYMENT_COMPLETED'
  | 'SERVICE_DEPLOYMENT_FAILED';

/**
 * What ECS tells EventBridge of the account. Nothing waits for it, and what cannot be told is only noted.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html
 */
export class AccountEvents {
  constructor(
    private readonly backend: Backend,
    private readonly clock: Clock,
    private readonly note: (text: string) => void,
  ) {}

  taskChanged({ cluster, task, arn }: TaskRecord): void {
    task.version = (task.version ?? 0) + 1;
    this.#put(cluster.region, 'ECS Task State Change', arn, taskEvent(task, this.clock.now()));
  }

  deploymentChanged(
    { service, id, rolloutStateReason }: DeploymentRecord,
    eventName: DeploymentEventName,
  ): void {
    this.#put(service.cluster.region, 'ECS Deployment State Change', service.arn, {
      eventType: eventName === 'SERVICE_DEPLOYMENT_FAILED' ? 'ERROR' : 'INFO',
      eventName,
      deploymentId: id,
      updatedAt: this.clock.now(),
      reason: rolloutStateReason,
    });
  }

  serviceActed(
    service: ServiceRecord,
    eventName: 'SERVICE_STEADY_STATE' | 'SERVICE_TASK_START_IMPAIRED',
  ): void {
    this.#put(service.cluster.region, 'ECS Service Action', service.arn, {
      eventType: eventName === 'SERVICE_STEADY_STATE' ? 'INFO' : 'WARN',
      eventName,
      clusterArn: service.cluster.arn,
      createdAt: this.clock.now(),
    });
  }

  #put(where: AccountOptions, detailType: string, resource: string, detail: object): void {
    const entry = {
      Source: 'aws.ecs',
      DetailType: detailType,
      Resources: [resource],
      Time: this.clock.now(),
      Detail: JSON.stringify(detail),
    };
    const { account, region } = where;
    const sent = async () => this.backend.in({ account, region }).events.putEvents({ Entries: [entry] });
    void sent().catch((error: unknown) =>
      this.note(`EventBridge did not take "${detailType}" of ${resource}: ${String(error)}`),
    );
  }
}

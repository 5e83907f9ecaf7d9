import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Construct } from 'constructs';
import {
  parameterPath,
  taskFamily,
  type EnvironmentId,
  type KeyRef,
  type LogGroupRef,
  type Monitored,
  type PolicyStatement,
  type SecretRef,
  type Signal,
} from '@slipway/core';
import { SecurityGroup, type Connectable, type Connections, type Network } from '@slipway/network';
import type { Cluster } from './cluster';
import type { ProcessSettings } from './container-definition';
import type { LoadBalancer } from './load-balancer';
import { Scaling } from './scaling';
import { serviceSignals, targetSignals, type TargetDimensions } from './signals';
import { createTargetGroup } from './target-group';
import { TaskRoles } from './task-roles';
import { TaskTemplate } from './task-template';

export interface ServiceProps {
  readonly environment: EnvironmentId;
  readonly account: string;
  readonly region: string;
  /** The process type, such as `web`: name of the ECS service and of its container. */
  readonly name: string;
  readonly network: Network;
  readonly cluster: Cluster;
  readonly settings: ProcessSettings;
  /** Repositories that the service's image may come from. */
  readonly repositoryArns: readonly string[];
  readonly logs: LogGroupRef;
  /** Key that the service's secrets and parameters are encrypted with. */
  readonly key: KeyRef;
  /** Environment variable to the secret that fills it when a task starts. @default none */
  readonly secrets?: { readonly [variable: string]: SecretRef };
  /** Sends requests to the service; needs `settings.port` and `settings.healthCheck`. @default none: a worker */
  readonly loadBalancer?: LoadBalancer;
}

/**
 * A process type of the app on Fargate: rolling, scaled, open to shells, closed to everything else. It is born with
 * no tasks on a template that never runs; releases choose the image and start it (see {@link TaskTemplate} and
 * {@link Scaling}). What is theirs: `task_definition`, `desired_count`, and `load_balancer`, as the port is the task
 * definition's. All else that changes here ships.
 *
 * The circuit breaker is the net beneath a release's own watch. CloudWatch deployment alarms are not used: with them
 * every rollout stays unfinished for a bake time that AWS alone decides
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html). A first release has
 * nothing but the template to roll back to, so whoever makes it must set the count back to 0 when it fails.
 *
 * @example
 * const web = new Service(stack, 'web', {
 *   environment, account, region, name: 'web', network, cluster, settings, loadBalancer, logs, key, repositoryArns,
 * });
 * database.connections.allowFrom(web, 'Queries from web');
 * Cost: about 9 USD a month for each task at 0.25 vCPU and 0.5 GB, x86_64 (us-east-1, list price 2026-11).
 */
export class Service extends Construct implements Connectable, Monitored {
  readonly name: string;
  readonly connections: Connections;
  readonly signals: readonly Signal[];
  /** Family whose newest revision releases copy. */
  readonly templateFamily: string;
  /** Family that releases write and the service runs. */
  readonly family: string;
  /** Releases turn every parameter below this path into an environment variable. */
  readonly parameterPath: string;
  private readonly roles: TaskRoles;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { environment, name, cluster } = props;
    const securityGroup = this.createSecurityGroup(props);
    const traffic = props.loadBalancer && this.receiveTraffic(props, props.loadBalancer, securityGroup);
    this.roles = this.createRoles(props);
    const template = new TaskTemplate(this, 'template', {
      ...props,
      executionRoleArn: this.roles.executionRoleArn,
      taskRoleArn: this.roles.taskRoleArn,
    });
    const service = this.createService(props, template.arn, securityGroup.id, traffic);
    new Scaling(this, 'scaling', {
      service,
      clusterName: cluster.name,
      limits: props.settings.scaling,
      requests: traffic?.metrics,
    });

    this.name = name;
    this.connections = securityGroup.connections;
    this.templateFamily = template.family;
    this.family = taskFamily(environment, name);
    this.parameterPath = parameterPath(environment, name);
    this.signals = [
      ...serviceSignals({ cluster: cluster.name, service: name }),
      ...(traffic ? targetSignals(name, traffic.metrics) : []),
    ];
  }

  /**
   * Lets the app do more in AWS than open shells.
   *
   * @example web.grant('uploads', { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `${bucket.arn}/*` })
   */
  grant(id: string, ...statements: readonly PolicyStatement[]): void {
    this.roles.grant(id, ...statements);
  }

  private createSecurityGroup({ network, name, settings }: ServiceProps): SecurityGroup {
    const group = new SecurityGroup(this, 'security-group', {
      network,
      description: `Tasks of ${name}`,
      port: settings.port,
    });
    group.connections.allowToInternet(443, 'AWS and third-party APIs');
    return group;
  }

  private receiveTraffic(props: ServiceProps, loadBalancer: LoadBalancer, group: SecurityGroup): Traffic {
    const { name, network, settings } = props;
    if (settings.port === undefined || settings.healthCheck === undefined) {
      throw new Error(
        `Service "${name}" is behind the load balancer but has no port or no health check. ` +
          'Give it both, or leave the load balancer away.',
      );
    }
    const targetGroup = createTargetGroup(this, 'target-group', {
      vpcId: network.vpcId,
      name,
      port: settings.port,
      healthCheck: settings.healthCheck,
      drainSeconds: settings.drainSeconds,
    });
    group.connections.allowFrom(loadBalancer, `Requests to ${name}`, ANY_PORT_OF_AN_APP);
    return {
      targetGroup,
      port: settings.port,
      route: loadBalancer.route(name, targetGroup.arn),
      metrics: { balancerArnSuffix: loadBalancer.arnSuffix, targetGroupArnSuffix: targetGroup.arnSuffix },
    };
  }

  private createRoles(props: ServiceProps): TaskRoles {
    return new TaskRoles(this, 'roles', {
      ...props,
      secrets: Object.values(props.secrets ?? {}),
      exec: props.cluster.exec,
    });
  }

  private createService(
    { name, cluster, network, settings }: ServiceProps,
    templateArn: string,
    securityGroupId: string,
    traffic: Traffic | undefined,
  ): EcsService {
    return new EcsService(this, 'service', {
      name,
      cluster: cluster.arn,
      launchType: 'FARGATE',
      platformVersion: 'LATEST',
      taskDefinition: templateArn,
      desiredCount: 0,
      lifecycle: { ignoreChanges: ['task_definition', 'desired_count', 'load_balancer'] },
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      // Moves tasks between zones outside of deployments, new before old; a deployment that starts meanwhile goes first.
      availabilityZoneRebalancing: 'ENABLED',
      enableExecuteCommand: true,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      waitForSteadyState: false,
      networkConfiguration: {
        subnets: [...network.privateSubnetIds],
        securityGroups: [securityGroupId],
        assignPublicIp: false,
      },
      ...(traffic && {
        loadBalancer: [
          {
            targetGroupArn: traffic.targetGroup.arn,
            containerName: name,
            containerPort: traffic.port,
          },
        ],
        // While the process boots, failed health checks do not count against it.
        healthCheckGracePeriodSeconds: settings.startSeconds,
        dependsOn: [traffic.route],
      }),
    });
  }
}

/** How requests reach the service. */
interface Traffic {
  readonly targetGroup: LbTargetGroup;
  readonly port: number;
  readonly route: LbListenerRule;
  readonly metrics: TargetDimensions;
}

/**
 * All that `port` can be set to. With the one port of today alone, a deploy of another port would cut off the tasks that
 * live before the next release has made its own. The load balancer sends requests to no other port than ECS registers.
 */
const ANY_PORT_OF_AN_APP = [1024, 65535] as const;

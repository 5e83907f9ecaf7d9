import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import {
  clusterName,
  logGroupName,
  physicalName,
  releaseBucket,
  templateFamily,
  type Environment,
  type ServiceSettings,
} from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';
import { callAws, prepareRegistry, queryCall, type Caller } from '@slipway/tool-cloud';
import { makeDatabase, NO_DATABASE, type DatabaseVariables } from './trial-database';
import { ORIGIN_HEADER } from './trial-distribution';
import { TrialEdge } from './trial-edge';

/** Variable to the ARN of the secret in Secrets Manager that fills it. */
export interface TemplateSecrets {
  readonly [variable: string]: string;
}

interface Network {
  readonly vpc: string;
  readonly subnets: string[];
}

const WEB = 'web';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } },
  ],
});

/**
 * Makes by calls what Terraform makes of libs/compute, libs/edge and libs/data, with the same names and numbers, as far
 * as a release touches it: an apply takes most of a minute, this takes less than a second.
 */
export class TrialShape {
  readonly cluster: string;
  private database: DatabaseVariables = NO_DATABASE;

  constructor(
    private readonly endpoint: string,
    private readonly environment: Environment,
    private readonly clients: AwsClients,
    private readonly accessKeyId: string,
  ) {
    this.cluster = clusterName(environment);
  }

  async make(secrets: TemplateSecrets): Promise<void> {
    const network = await this.network();
    if (this.environment.database) this.database = await makeDatabase(this.environment, this.clients);
    const [targetGroup] = await Promise.all([
      this.balance(network),
      this.makeBucket(),
      this.makeLogGroup(),
      this.makeRoles(),
      this.makeCluster(),
      prepareRegistry(
        { endpoint: this.endpoint },
        {
          repository: this.environment.app,
          account: this.environment.aws.registryAccount,
          region: this.environment.aws.region,
        },
      ),
      this.registerTemplate(secrets),
    ]);
    await this.makeService(network, targetGroup);
  }

  /** A newer revision of the template, as an apply makes it when a service's shape changes. */
  async registerTemplate(secrets: TemplateSecrets, port = this.settings.port): Promise<string> {
    const ecs = await this.clients.ecs();
    const { taskDefinition } = await ecs.registerTaskDefinition(this.template(secrets, port));
    return taskDefinition?.taskDefinitionArn ?? '';
  }

  private get settings(): ServiceSettings {
    const settings = this.environment.services[WEB];
    if (!settings) throw new Error('A trial is of an environment with a service "web".');
    return settings;
  }

  private template(secrets: TemplateSecrets, port: number): RegisterTaskDefinitionCommandInput {
    const { cpuUnits, memoryMb } = this.settings;
    const container: ContainerDefinition = {
      name: WEB,
      image: 'placeholder.invalid/replaced-by-each-release:none',
      essential: true,
      memory: memoryMb,
      user: '1000:1000',
      portMappings: [{ containerPort: port, protocol: 'tcp' }],
      environment: Object.entries({ PORT: String(port), ...this.database.plain }).map(([name, value]) => ({
        name,
        value,
      })),
      secrets: Object.entries({ ...this.database.secrets, ...secrets }).map(([name, valueFrom]) => ({
        name,
        valueFrom,
      })),
      stopTimeout: 2,
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': this.logGroup,
          'awslogs-region': this.environment.aws.region,
          'awslogs-stream-prefix': WEB,
          mode: 'non-blocking',
        },
      },
      readonlyRootFilesystem: true,
    };
    return {
      family: templateFamily(this.environment, WEB),
      cpu: String(cpuUnits),
      memory: String(memoryMb),
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
      executionRoleArn: this.role('execution'),
      taskRoleArn: this.role('task'),
      containerDefinitions: [container],
    };
  }

  private role(kind: string): string {
    return `arn:aws:iam::${this.environment.aws.account}:role/${physicalName('iam-role', this.environment, WEB, kind)}`;
  }

  private get logGroup(): string {
    return logGroupName(this.environment, WEB);
  }

  private async makeBucket(): Promise<void> {
    const s3 = await this.clients.s3();
    const Bucket = releaseBucket(this.environment);
    const LocationConstraint = 'eu-west-1';
    await s3.createBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint } });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  }

  private async makeLogGroup(): Promise<void> {
    await (await this.clients.logs()).createLogGroup({ logGroupName: this.logGroup });
  }

  private async makeCluster(): Promise<void> {
    await (await this.clients.ecs()).createCluster({ clusterName: this.cluster });
  }

  /** @returns the target group's ARN */
  private async balance({ vpc, subnets }: Network): Promise<string> {
    const { port, healthCheck } = this.settings;
    const balancers = await this.clients.balancers();
    const [{ TargetGroups }, { LoadBalancers }] = await Promise.all([
      balancers.createTargetGroup({
        Name: physicalName('load-balancer', this.environment, WEB),
        Port: port,
        Protocol: 'HTTP',
        TargetType: 'ip',
        VpcId: vpc,
        HealthCheckPath: healthCheck.path,
        HealthCheckIntervalSeconds: healthCheck.intervalSeconds,
        HealthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
        HealthyThresholdCount: healthCheck.healthyAfter,
        UnhealthyThresholdCount: 3,
        Matcher: { HttpCode: '200' },
      }),
      balancers.createLoadBalancer({
        Name: physicalName('load-balancer', this.environment),
        Type: 'application',
        Subnets: subnets,
      }),
    ]);
    const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
    await balancers.modifyTargetGroupAttributes({
      TargetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '10' }],
    });
    const [balancer] = LoadBalancers ?? [];
    await this.listen(balancer?.LoadBalancerArn, TargetGroupArn);
    if (this.environment.edge.cdn) await this.edge.make(balancer?.DNSName ?? '');
    return TargetGroupArn;
  }

  /** Behind a distribution it takes nothing that did not come through that. */
  private async listen(LoadBalancerArn: string | undefined, TargetGroupArn: string): Promise<void> {
    const balancers = await this.clients.balancers();
    const forward = [{ Type: 'forward' as const, TargetGroupArn }];
    if (!this.environment.edge.cdn) {
      await balancers.createListener({
        LoadBalancerArn,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: forward,
      });
      return;
    }
    const { Listeners } = await balancers.createListener({
      LoadBalancerArn,
      Protocol: 'HTTPS',
      Port: 443,
      Certificates: [{ CertificateArn: await this.edge.certify() }],
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '403' } }],
    });
    const { name: HttpHeaderName, value } = ORIGIN_HEADER;
    await balancers.createRule({
      ListenerArn: Listeners?.[0]?.ListenerArn,
      Priority: 100,
      Conditions: [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName, Values: [value] } }],
      Actions: forward,
    });
  }

  private get edge(): TrialEdge {
    const { endpoint, accessKeyId } = this;
    return new TrialEdge({ endpoint, accessKeyId }, this.environment, this.clients);
  }

  private async makeService({ subnets }: Network, targetGroupArn: string): Promise<void> {
    await (
      await this.clients.ecs()
    ).createService({
      cluster: this.cluster,
      serviceName: WEB,
      taskDefinition: templateFamily(this.environment, WEB),
      // Born without tasks: the template's image does not exist.
      desiredCount: 0,
      launchType: 'FARGATE',
      enableExecuteCommand: true,
      enableECSManagedTags: true,
      propagateTags: 'SERVICE',
      healthCheckGracePeriodSeconds: 60,
      availabilityZoneRebalancing: 'ENABLED',
      deploymentConfiguration: {
        minimumHealthyPercent: 100,
        maximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      loadBalancers: [{ targetGroupArn, containerName: WEB, containerPort: this.settings.port }],
      networkConfiguration: { awsvpcConfiguration: { subnets, assignPublicIp: 'DISABLED' } },
    });
  }

  private get caller(): Caller {
    return { endpoint: this.endpoint, accessKeyId: this.accessKeyId, region: this.environment.aws.region };
  }

  /** ECS runs no task with a role that is not there. */
  private async makeRoles(): Promise<void> {
    for (const kind of ['execution', 'task']) {
      const RoleName = this.role(kind).split('/').at(-1) ?? '';
      const call = queryCall('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument: TRUST });
      await callAws(this.caller, { ...call, accept: ['EntityAlreadyExists'] });
    }
  }

  /** The default network that every account has. One call is not worth a client of EC2, the largest of all. */
  private async network(): Promise<Network> {
    const answer = await callAws(this.caller, queryCall('ec2', 'DescribeSubnets'));
    const all = (tag: string) =>
      [...answer.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'g'))].map(([, id = '']) => id);
    return { vpc: all('vpcId')[0] ?? '', subnets: all('subnetId').slice(0, 2) };
  }
}

import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import {
  parameterPath,
  physicalName,
  policyDocument,
  serviceTrust,
  type EnvironmentId,
  type KeyRef,
  type LogGroupRef,
  type PolicyStatement,
  type SecretRef,
} from '@slipway/core';

export interface TaskRolesProps {
  readonly environment: EnvironmentId;
  readonly account: string;
  readonly region: string;
  /** Name of the service. */
  readonly name: string;
  /** Repositories that the service's image may come from. */
  readonly repositoryArns: readonly string[];
  readonly logs: LogGroupRef;
  /** Key that the service's secrets and parameters are encrypted with. */
  readonly key: KeyRef;
  readonly secrets: readonly SecretRef[];
  /** The cluster's ECS Exec settings. */
  readonly exec: { readonly key: KeyRef; readonly logs: LogGroupRef };
}

/**
 * The two roles of a service's tasks: `execution` is what Fargate acts with to start a task (pull, log, read
 * secrets); `task` is what the app itself may do, which is nothing but letting ECS Exec in until it is granted more.
 */
export class TaskRoles extends Construct {
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
  private readonly taskRole: IamRole;

  constructor(scope: Construct, id: string, props: TaskRolesProps) {
    super(scope, id);
    const execution = this.createRole('execution', props);
    this.addPolicy('start', execution, startPermissions(props));
    this.taskRole = this.createRole('task', props);
    this.addPolicy('exec', this.taskRole, execPermissions(props));
    this.executionRoleArn = execution.arn;
    this.taskRoleArn = this.taskRole.arn;
  }

  /** Lets the app do more, as one inline policy. `id` is part of its Terraform address. */
  grant(id: string, ...statements: readonly PolicyStatement[]): void {
    this.addPolicy(`grant-${id}`, this.taskRole, statements);
  }

  private createRole(kind: 'execution' | 'task', { environment, account, region, name }: TaskRolesProps) {
    return new IamRole(this, kind, {
      name: physicalName('iam-role', environment, name, kind),
      // ECS takes no narrower source than the account's ECS as a whole:
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
      assumeRolePolicy: serviceTrust(
        'ecs-tasks.amazonaws.com',
        account,
        `arn:aws:ecs:${region}:${account}:*`,
      ),
    });
  }

  private addPolicy(id: string, role: IamRole, statements: readonly PolicyStatement[]): void {
    new IamRolePolicy(this, id, { name: id, role: role.name, policy: policyDocument(...statements) });
  }
}

function startPermissions(props: TaskRolesProps): PolicyStatement[] {
  const { account, region, environment, name } = props;
  const secretArns = [...new Set(props.secrets.map(({ arn }) => arn))];
  return [
    // Logging in to a registry knows no resource.
    { Sid: 'LogIn', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    {
      Sid: 'Pull',
      Effect: 'Allow',
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
      Resource: props.repositoryArns,
    },
    { Sid: 'Log', Effect: 'Allow', Action: WRITE_LOGS, Resource: `${props.logs.arn}:*` },
    {
      Sid: 'ReadParameters',
      Effect: 'Allow',
      Action: 'ssm:GetParameters',
      Resource: `arn:aws:ssm:${region}:${account}:parameter${parameterPath(environment, name)}/*`,
    },
    ...(secretArns.length === 0
      ? []
      : [
          {
            Sid: 'ReadSecrets',
            Effect: 'Allow',
            Action: 'secretsmanager:GetSecretValue',
            Resource: secretArns,
          } as const,
        ]),
    {
      Sid: 'DecryptThem',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: props.key.arn,
      Condition: {
        StringEquals: {
          'kms:ViaService': [`ssm.${region}.amazonaws.com`, `secretsmanager.${region}.amazonaws.com`],
        },
      },
    },
  ];
}

/**
 * What the SSM agent inside the container needs to carry and record a session. The channel actions and
 * DescribeLogGroups know no resource; the agent calls KMS itself, so no service can be named for the key.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
function execPermissions({ exec }: TaskRolesProps): PolicyStatement[] {
  return [
    {
      Sid: 'OpenSession',
      Effect: 'Allow',
      Action: [
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      Resource: '*',
    },
    { Sid: 'FindSessionLog', Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource: '*' },
    {
      Sid: 'RecordSession',
      Effect: 'Allow',
      Action: ['logs:DescribeLogStreams', ...WRITE_LOGS],
      Resource: `${exec.logs.arn}:*`,
    },
    { Sid: 'DecryptSession', Effect: 'Allow', Action: 'kms:Decrypt', Resource: exec.key.arn },
  ];
}

const WRITE_LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'] as const;

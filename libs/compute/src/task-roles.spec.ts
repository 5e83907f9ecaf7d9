import { parameterPath, type PolicyStatement } from '@slipway/core';
import { sample } from './sample-parts';
import { Synthesized } from '@slipway/testing';
import { TaskRoles, type TaskRolesProps } from './task-roles';

function make(props: Partial<TaskRolesProps> = {}, use: (roles: TaskRoles) => void = () => undefined) {
  return new Synthesized((stack) => {
    const roles = new TaskRoles(stack, 'roles', {
      ...sample,
      name: 'web',
      repositoryArns: ['arn:repository'],
      secrets: [],
      exec: { key: { arn: 'arn:exec-key' }, logs: sample.execLogs },
      ...props,
    });
    use(roles);
  });
}

function statements(result: Synthesized, policy: string): readonly PolicyStatement[] {
  return JSON.parse(String(result.get('aws_iam_role_policy', `roles_${policy}`).policy)).Statement;
}

const start = (sid: string, props?: Partial<TaskRolesProps>) =>
  statements(make(props), 'start').find(({ Sid }) => Sid === sid);
const exec = (sid: string) => statements(make(), 'exec').find(({ Sid }) => Sid === sid);

test.each(['execution', 'task'])('only ECS of this account and region may act as the %s role', (kind) => {
  const role = make().get('aws_iam_role', `roles_${kind}`);
  expect(role.name).toBe(`acme-prod-web-${kind}`);
  expect(JSON.parse(String(role.assume_role_policy)).Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': '111111111111' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:eu-west-1:111111111111:*' },
      },
    },
  ]);
});

describe('to start a task', () => {
  test('nothing is allowed on everything but logging in to the registry', () => {
    const wide = statements(make(), 'start').filter(({ Resource }) => Resource === '*');
    expect(wide.map(({ Action }) => Action)).toEqual(['ecr:GetAuthorizationToken']);
  });

  test('images come from the given repositories only', () => {
    expect(start('Pull')?.Resource).toEqual(['arn:repository']);
  });

  test('lines go to the log of the service only', () => {
    expect(start('Log')?.Resource).toBe('arn:logs:*');
  });

  test('only parameters of the service are read', () => {
    expect(start('ReadParameters')).toMatchObject({
      Action: 'ssm:GetParameters',
      Resource: 'arn:aws:ssm:eu-west-1:111111111111:parameter/acme/prod/web/*',
    });
    expect(parameterPath(sample.environment, 'web')).toBe('/acme/prod/web');
  });

  test('only the given secrets are read, each named once', () => {
    const secrets = [{ arn: 'arn:a', field: 'user' }, { arn: 'arn:a', field: 'password' }, { arn: 'arn:b' }];
    expect(start('ReadSecrets', { secrets })?.Resource).toEqual(['arn:a', 'arn:b']);
  });

  test('without secrets there is no right to read any', () => {
    expect(start('ReadSecrets')).toBeUndefined();
  });

  test('the key opens parameters and secrets, and nothing else that it locks', () => {
    expect(start('DecryptThem')).toMatchObject({
      Action: 'kms:Decrypt',
      Resource: 'arn:key',
      Condition: {
        StringEquals: {
          'kms:ViaService': ['ssm.eu-west-1.amazonaws.com', 'secretsmanager.eu-west-1.amazonaws.com'],
        },
      },
    });
  });
});

describe('as a task', () => {
  test('only actions that know no resource are allowed on everything', () => {
    const wide = statements(make(), 'exec').filter(({ Resource }) => Resource === '*');
    expect(wide.flatMap(({ Action }) => Action)).toEqual([
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
      'logs:DescribeLogGroups',
    ]);
  });

  test('sessions are recorded in the log of sessions only', () => {
    expect(exec('RecordSession')?.Resource).toBe('arn:exec-logs:*');
  });

  test('the key of sessions opens them', () => {
    expect(exec('DecryptSession')).toMatchObject({ Action: 'kms:Decrypt', Resource: 'arn:exec-key' });
  });

  test('a grant is a policy of its own on the task role, and leaves the execution role alone', () => {
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:bucket/*' } as const;
    const granted = make({}, (roles) => roles.grant('uploads', statement));
    expect(granted.get('aws_iam_role_policy', 'roles_grant-uploads')).toMatchObject({
      name: 'grant-uploads',
      role: expect.stringContaining('aws_iam_role.roles_task_'),
    });
    expect(statements(granted, 'grant-uploads')).toEqual([statement]);
    expect(statements(granted, 'start')).toEqual(statements(make(), 'start'));
  });
});

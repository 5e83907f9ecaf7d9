import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContainerTaskLauncher } from './container-task-launcher';
import type { LaunchedContainer, LaunchedTask, TaskEnd, TaskOrder } from './task-launcher';
import { DIGEST, REGISTRY, SECRET, SampleAws, SampleRunner } from './sample-launch';

// One of these waits for logs that never go.
jest.setTimeout(30_000);

let aws: SampleAws;
let runner: SampleRunner;

beforeEach(() => {
  aws = new SampleAws();
  runner = new SampleRunner();
});

const WEB = {
  name: 'web',
  image: `${REGISTRY}/acme@${DIGEST}`,
  environment: [
    { name: 'A', value: 'definition' },
    { name: 'B', value: 'definition' },
  ],
  portMappings: [{ containerPort: 3000 }],
  logConfiguration: {
    logDriver: 'awslogs' as const,
    options: { 'awslogs-group': '/acme', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'web' },
  },
};

interface Life {
  readonly task: LaunchedTask;
  readonly told: string[];
  readonly end: Promise<TaskEnd>;
  readonly running: Promise<readonly LaunchedContainer[]>;
}

function launch(definition: TaskDefinition, more: Partial<TaskOrder> = {}): Life {
  const launcher = new ContainerTaskLauncher({
    backend: aws.backend,
    runner,
    store: { config: async () => ({ architecture: 'amd64', config: {} }) },
    endpoint: () => 'http://127.0.0.1:4000',
    databaseAuthority: '/cloud/authority.pem',
    hasRole: async (_, arn) => !arn.endsWith('/gone'),
    credentials: async ({ roleArn, taskId }) => ({
      accessKeyId: roleArn,
      secretAccessKey: taskId,
      sessionToken: 's',
    }),
  });
  const told: string[] = [];
  let task: LaunchedTask | undefined;
  let run: (containers: readonly LaunchedContainer[]) => void = () => undefined;
  const running = new Promise<readonly LaunchedContainer[]>((resolve) => (run = resolve));
  const end = new Promise<TaskEnd>((resolve) => {
    task = launcher.launch(
      {
        account: '222222222222',
        region: 'eu-west-1',
        taskArn: 'arn:aws:ecs:eu-west-1:222222222222:task/acme-staging/0123456789abcdef0123456789abcdef',
        taskId: '0123456789abcdef0123456789abcdef',
        clusterName: 'acme-staging',
        definition: { containerDefinitions: [WEB], memory: '512', ...definition },
        ...more,
      },
      {
        pulling: () => told.push('pulling'),
        running: (containers) => {
          told.push('running');
          run(containers);
        },
        stopped: (how) => {
          told.push('stopped');
          resolve(how);
        },
      },
    );
  });
  return { task: task!, told, end, running };
}

test('from the order to the end of its essential container', async () => {
  const { told, end, running } = launch({});
  expect(await running).toEqual([
    {
      name: 'web',
      runtimeId: expect.stringMatching(/^0123456789abcdef0123456789abcdef-\d{10}$/),
      imageDigest: DIGEST,
      address: { host: '127.0.0.1', port: 20_000 },
    },
  ]);
  runner.containers[0]!.exit({ exitCode: 1 });
  expect(await end).toEqual({
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exits: { web: { exitCode: 1 } },
  });
  expect(told).toEqual(['pulling', 'running', 'stopped']);
  expect(aws.asked).toEqual(['111111111111 eu-west-1 acme']);
});

test('environment: Fargate’s, the definition’s, the override’s, secrets, this cloud’s; credentials of the role', async () => {
  const environment = [
    { name: 'B', value: 'override' },
    { name: 'PGSSLROOTCERT', value: '/app/of-amazon.pem' },
  ];
  const secrets = [
    { name: 'TOKEN', valueFrom: '/acme/staging/web/TOKEN' },
    { name: 'AGAIN', valueFrom: 'arn:aws:ssm:eu-west-1:222222222222:parameter/acme/staging/web/TOKEN' },
    { name: 'WHOLE', valueFrom: SECRET },
    { name: 'PASSWORD', valueFrom: `${SECRET}:password::` },
    { name: 'DB_PORT', valueFrom: `${SECRET}:port:AWSCURRENT:` },
  ];
  const { running } = launch(
    { containerDefinitions: [{ ...WEB, secrets }], taskRoleArn: 'role' },
    {
      overrides: {
        containerOverrides: [{ name: 'web', command: ['migrate'], environment, memory: 64 }],
      },
    },
  );
  await running;
  expect(runner.containers[0]!.plan).toEqual({
    name: 'web',
    imageDigest: DIGEST,
    command: ['migrate'],
    environment: {
      AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4000',
      PGSSLROOTCERT: '/cloud/authority.pem',
      NODE_OPTIONS: '--max-old-space-size=32',
      AWS_ACCESS_KEY_ID: 'role',
      AWS_SECRET_ACCESS_KEY: '0123456789abcdef0123456789abcdef',
      AWS_SESSION_TOKEN: 's',
      A: 'definition',
      B: 'override',
      TOKEN: 't0ken',
      AGAIN: 't0ken',
      WHOLE: '{"password":"hunter2","port":5432}',
      PASSWORD: 'hunter2',
      DB_PORT: '5432',
    },
    memoryMb: 64,
    port: 3000,
    stopTimeoutSeconds: 30,
  });
  expect(aws.asked).toContain(`${SECRET} {"VersionStage":"AWSCURRENT"}`);
});

test.each<[string, object, string]>([
  [
    'a tag that is not there',
    { image: `${REGISTRY}/acme:missing` },
    `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${REGISTRY}/acme:missing: ${REGISTRY}/acme:missing: not found`,
  ],
  [
    'a repository that is not there',
    { image: `${REGISTRY}/none:v1` },
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref',
  ],
  ['another registry', { image: 'nginx' }, 'CannotPullContainerError: '],
  [
    'a parameter',
    { secrets: [{ name: 'X', valueFrom: '/none' }] },
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /none',
  ],
  [
    'a secret',
    { secrets: [{ name: 'X', valueFrom: SECRET.replace('db', 'no') }] },
    "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
  ],
  [
    'a key of a secret',
    { secrets: [{ name: 'X', valueFrom: `${SECRET}:user::` }] },
    'retrieved secret from Secrets Manager did not contain json key user',
  ],
  [
    'a log group',
    { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/none' } } },
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.',
  ],
])('it fails to start without %s', async (_, container, reason) => {
  const { end, told } = launch({ containerDefinitions: [{ ...WEB, ...container }] });
  const { stopCode, stoppedReason, exits } = await end;
  expect({ stopCode, exits }).toEqual({ stopCode: 'TaskFailedToStart', exits: {} });
  expect(stoppedReason).toContain(reason);
  expect(told).toEqual(['pulling', 'stopped']);
  expect(runner.containers).toEqual([]);
});

test('an image for another processor', async () => {
  const { end } = launch({ runtimePlatform: { cpuArchitecture: 'ARM64' } });
  expect((await end).stoppedReason).toContain("does not contain descriptor matching platform 'linux/arm64'");
});

test('a container that cannot be started ends the ones before it', async () => {
  const { end } = launch({ containerDefinitions: [WEB, { ...WEB, name: 'broken' }] });
  const run = runner.run.bind(runner);
  runner.run = (plan, output) =>
    plan.name === 'broken' ? Promise.reject(new Error('CannotStartContainerError: no')) : run(plan, output);
  expect(await end).toEqual({
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'CannotStartContainerError: no',
    exits: { web: { exitCode: 143 } },
  });
});

test('the essential container ends the others; one that is not essential ends alone', async () => {
  const { end, running, told } = launch({
    containerDefinitions: [WEB, { ...WEB, name: 'side', essential: false }],
  });
  await running;
  const [web, side] = runner.containers;
  side!.exit({ exitCode: 2 });
  await sleep(10);
  expect(told).not.toContain('stopped');
  web!.exit({ exitCode: 0 });
  expect((await end).exits).toEqual({ web: { exitCode: 0 }, side: { exitCode: 2 } });
});

test('stop: what ECS says of it stays', async () => {
  const { task, end, running } = launch({});
  await running;
  task.stop({ stopCode: 'UserInitiated', stoppedReason: 'Because' });
  task.stop({ stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'later' });
  expect(await end).toEqual({
    stopCode: 'UserInitiated',
    stoppedReason: 'Because',
    exits: { web: { exitCode: 143 } },
  });
});

test('stop before it began: nothing is run', async () => {
  const { task, end, told } = launch({});
  task.stop({ stopCode: 'UserInitiated', stoppedReason: 'Because' });
  expect((await end).exits).toEqual({});
  expect(told).toEqual(['pulling', 'stopped']);
  expect(runner.containers).toEqual([]);
});

test('what it prints is in its log before the end is told', async () => {
  const { end, running } = launch({});
  await running;
  runner.containers[0]!.print('one');
  runner.containers[0]!.print('two');
  runner.containers[0]!.exit({ exitCode: 0 });
  await end;
  expect(aws.streams).toEqual(['web/web/0123456789abcdef0123456789abcdef']);
  expect(aws.events).toEqual(['one', 'two']);
});

test('logs that nobody takes do not hold it up for long', async () => {
  aws.logsFail = true;
  const { end, running } = launch({});
  await running;
  runner.containers[0]!.print('one');
  runner.containers[0]!.exit({ exitCode: 0 });
  const before = Date.now();
  await end;
  expect(Date.now() - before).toBeLessThan(4_000);
});

test('exec goes to the container that is named', async () => {
  const { task, running } = launch({});
  await running;
  await expect(task.exec('web', ['ls'])).rejects.toThrow('asked for ls');
  await expect(task.exec('other', ['ls'])).rejects.toThrow('Container other of task');
});

test.each([{ executionRoleArn: 'arn:aws:iam::222222222222:role/gone' }, { taskRoleArn: 'role/gone' }])(
  'without the role of %j it does not start, and the role comes before anything else',
  async (role) => {
    const { end } = launch({ containerDefinitions: [{ ...WEB, image: `${REGISTRY}/none:v1` }], ...role });
    const [arn] = Object.values(role);
    expect(await end).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: expect.stringContaining(`ECS was unable to assume the role '${arn}'`),
    });
  },
);

test('a role of the overrides takes the place of the definition’s', async () => {
  const gone = 'arn:aws:iam::222222222222:role/gone';
  const { running } = launch({ taskRoleArn: gone }, { overrides: { taskRoleArn: 'role' } });
  expect(await running).toHaveLength(1);
});

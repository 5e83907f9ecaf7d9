import { WitnessStage } from './witness-stage';

const stage = new WitnessStage();

interface Described {
  readonly services: readonly {
    readonly runningCount: number;
    readonly deployments: readonly { readonly id: string; readonly rolloutState: string }[];
  }[];
}

interface Tasks {
  readonly tasks: readonly {
    readonly taskArn: string;
    readonly lastStatus: string;
    readonly stopCode?: string;
    readonly stoppedReason?: string;
    readonly containers: readonly { readonly exitCode?: number; readonly runtimeId: string }[];
  }[];
}

interface Happened {
  readonly 'detail-type': string;
  readonly resources: readonly string[];
  readonly detail: { readonly [field: string]: unknown };
}

const describeService = async () =>
  (await stage.aws<Described>('ecs describe-services --cluster acme --services web')).services[0];
const describeTasks = async (...tasks: readonly string[]) =>
  (await stage.aws<Tasks>('ecs describe-tasks --cluster acme --tasks', ...tasks)).tasks;
const runningTasks = async () =>
  (await stage.ecs.listTasks({ cluster: 'acme', serviceName: 'web' })).taskArns ?? [];
const listTasks = async (filter: string) =>
  (await stage.aws<{ taskArns: string[] }>(`ecs list-tasks --cluster acme ${filter}`)).taskArns;

beforeAll(async () => {
  await stage.start();
  await stage.define('web');
  const service = {
    cluster: 'acme',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 2,
    launchType: 'FARGATE',
    deploymentConfiguration: {
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    },
    networkConfiguration: { awsvpcConfiguration: { subnets: stage.stage.subnets } },
    loadBalancers: [{ targetGroupArn: stage.stage.targetGroup, containerName: 'web', containerPort: 8080 }],
  };
  await stage.aws('ecs create-service --cli-input-json', JSON.stringify(service));
});

afterAll(() => stage.remove());

test('the command line waits until a service is stable, and its targets are healthy', async () => {
  await stage.aws('ecs wait services-stable --cluster acme --services web');
  expect(await describeService()).toMatchObject({
    runningCount: 2,
    deployments: [{ rolloutState: 'COMPLETED' }],
  });
  const { TargetHealthDescriptions } = await stage.aws<{
    TargetHealthDescriptions: { TargetHealth: { State: string } }[];
  }>(`elbv2 describe-target-health --target-group-arn ${stage.stage.targetGroup}`);
  expect(TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth.State)).toEqual([
    'healthy',
    'healthy',
  ]);
});

test('the registry knows the image by the digest that runs', async () => {
  const { imageDetails } = await stage.aws<{ imageDetails: { imageDigest: string }[] }>(
    'ecr describe-images --repository-name acme',
  );
  expect(imageDetails.map(({ imageDigest }) => imageDigest)).toEqual([stage.image.split('@')[1]]);
});

test('a task is run, seen, stopped and waited for', async () => {
  const { tasks } = await stage.aws<Tasks>(
    `ecs run-task --cluster acme --task-definition web --launch-type FARGATE --started-by somebody --network-configuration ${stage.network}`,
  );
  const task = tasks[0]?.taskArn ?? '';
  await stage.aws(`ecs wait tasks-running --cluster acme --tasks ${task}`);
  expect(await listTasks('--started-by somebody')).toEqual([task]);
  expect(await listTasks('--service-name web')).toHaveLength(2);
  await stage.aws(`ecs stop-task --cluster acme --task ${task} --reason`, 'no longer wanted');
  await stage.aws(`ecs wait tasks-stopped --cluster acme --tasks ${task}`);
  expect(await describeTasks(task)).toMatchObject([
    {
      lastStatus: 'STOPPED',
      stopCode: 'UserInitiated',
      stoppedReason: 'no longer wanted',
      containers: [{ exitCode: 0 }],
    },
  ]);
  expect(await listTasks('--desired-status STOPPED --family web')).toContain(task);
});

test('a forced deployment replaces every task, and is listed with the first one', async () => {
  const before = await runningTasks();
  await stage.aws('ecs update-service --cluster acme --service web --force-new-deployment');
  await stage.aws('ecs wait services-stable --cluster acme --services web');
  const after = await runningTasks();
  expect(after).toHaveLength(2);
  expect(after.filter((task) => before.includes(task))).toEqual([]);
  expect(await deployments()).toMatchObject([{ status: 'SUCCESSFUL' }, { status: 'SUCCESSFUL' }]);
});

async function deployments(): Promise<readonly { readonly status: string }[]> {
  const listed = await stage.aws<{ serviceDeployments: { serviceDeploymentArn: string }[] }>(
    'ecs list-service-deployments --cluster acme --service web',
  );
  const arns = listed.serviceDeployments.map(({ serviceDeploymentArn }) => serviceDeploymentArn);
  const described = await stage.aws<{ serviceDeployments: { status: string }[] }>(
    'ecs describe-service-deployments --service-deployment-arns',
    ...arns,
  );
  return described.serviceDeployments;
}

test('what a task prints can be followed while it runs', async () => {
  const followed = stage.botoText('follow.py', '/acme/web', 'the last line');
  const script = 'console.log("the first line"); setTimeout(() => console.log("the last line"), 3000)';
  const overrides = { containerOverrides: [{ name: 'web', command: ['node', '-e', script] }] };
  await stage.run('web', { overrides });
  const lines = (await followed).trim().split('\n');
  expect(lines).toEqual(expect.arrayContaining(['good morning', 'the first line']));
  expect(lines.at(-1)).toBe('the last line');
  expect(lines.filter((line) => line.startsWith('the '))).toHaveLength(2);

  const { events } = await stage.aws<{ events: { message: string; logStreamName: string }[] }>(
    'logs filter-log-events --log-group-name /acme/web --log-stream-name-prefix web/web/ --filter-pattern',
    '"good morning"',
  );
  // The two tasks of each deployment and the one that was run; each has its secret.
  expect(new Set(events.map(({ message }) => message))).toEqual(new Set(['good morning']));
  expect(new Set(events.map(({ logStreamName }) => logStreamName)).size).toBe(5);
});

test('the waiters of boto3 end where those of AWS do', async () => {
  const [subnet = ''] = stage.stage.subnets;
  expect(await stage.boto('waiters.py', 'acme', 'web', 'web', subnet)).toEqual({
    running: ['RUNNING', 'RUNNING'],
    stopped: ['seen enough', 'seen enough'],
    service: 'INACTIVE',
  });
});

test('EventBridge was told of all this in the shape that AWS has', async () => {
  const happened = await stage.boto<Happened[]>('events.py', stage.stage.queue);
  const ofType = (type: string) => happened.filter((event) => event['detail-type'] === type);
  const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  for (const event of happened) {
    expect(event).toMatchObject({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      source: 'aws.ecs',
      account: '222222222222',
      region: 'eu-west-1',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
  }

  // They may overtake each other, as on AWS.
  const by = (field: string) => (a: Happened, b: Happened) =>
    String(a.detail[field]).localeCompare(String(b.detail[field]));
  const deployed = ofType('ECS Deployment State Change').sort(by('updatedAt'));
  for (const { resources } of deployed) {
    expect(resources).toEqual(['arn:aws:ecs:eu-west-1:222222222222:service/acme/web']);
  }
  expect(deployed.map(({ detail }) => detail)).toMatchObject(
    ['IN_PROGRESS', 'COMPLETED', 'IN_PROGRESS', 'COMPLETED'].map((name) => ({
      eventType: 'INFO',
      eventName: `SERVICE_DEPLOYMENT_${name}`,
      deploymentId: expect.stringMatching(/^ecs-svc\/\d+$/),
      updatedAt: instant,
      reason: expect.any(String),
    })),
  );

  const told = ofType('ECS Task State Change')
    .filter(({ detail }) => detail.startedBy === 'somebody')
    .sort(by('version'));
  expect(told.map(({ detail }) => detail.version)).toEqual(told.map((_, index) => index + 1));
  expect(told.map(({ detail }) => detail.lastStatus)).toEqual([
    ...['PROVISIONING', 'PENDING', 'RUNNING', 'STOPPING', 'DEPROVISIONING', 'STOPPED'],
  ]);
  const last = told.at(-1);
  expect(last?.resources).toEqual([last?.detail.taskArn]);
  expect(last?.detail).toMatchObject({
    attachments: [{ type: 'eni', status: 'DELETED' }],
    stopCode: 'UserInitiated',
    stoppedReason: 'no longer wanted',
    createdAt: instant,
    stoppedAt: instant,
    updatedAt: instant,
  });
});

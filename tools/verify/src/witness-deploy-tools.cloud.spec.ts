import { WitnessStage } from './witness-stage';

const stage = new WitnessStage();

/** Runs ecs-deploy, unchanged. */
const ecsDeploy = (...args: readonly string[]) => stage.moduleRan('ecs_deploy.cli', args);

const describeService = async () =>
  (await stage.ecs.describeServices({ cluster: 'acme', services: ['web'] })).services?.[0];

/** What a variable of the live task definition says. */
async function live(variable: string): Promise<string | undefined> {
  const service = await describeService();
  const { taskDefinition } = await stage.ecs.describeTaskDefinition({
    taskDefinition: service?.taskDefinition,
  });
  return taskDefinition?.containerDefinitions?.[0]?.environment?.find(({ name }) => name === variable)?.value;
}

beforeAll(async () => {
  await stage.start();
  await stage.define('web', { environment: [{ name: 'VERSION', value: 'one' }] });
  const { subnets, securityGroup, targetGroup } = stage.stage;
  await stage.ecs.createService({
    cluster: 'acme',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 1,
    launchType: 'FARGATE',
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    networkConfiguration: {
      awsvpcConfiguration: { subnets: [...subnets], securityGroups: [securityGroup] },
    },
    loadBalancers: [{ targetGroupArn: targetGroup, containerName: 'web', containerPort: 8080 }],
  });
  await stage.aws('ecs wait services-stable --cluster acme --services web');
});

afterAll(() => stage.remove());

test('ecs-deploy deploys another variable, and waits until only that runs', async () => {
  const { code, output } = await ecsDeploy(
    'deploy',
    'acme',
    'web',
    '-e',
    'web',
    'VERSION',
    'two',
    '--no-deregister',
  );
  expect(output).toContain('Deployment successful');
  expect(code).toBe(0);
  expect(await live('VERSION')).toBe('two');
});

test('ecs-deploy shows how two revisions differ', async () => {
  const { code, output } = await ecsDeploy('diff', 'web', '1', '2');
  expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/one[^]*two|two[^]*one/) });
});

test.each([2, 1])('ecs-deploy scales to %i', async (count) => {
  const { code, output } = await ecsDeploy('scale', 'acme', 'web', String(count));
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('Scaling successful') });
  expect(await describeService()).toMatchObject({ desiredCount: count, runningCount: count });
});

test('ecs-deploy runs a task, with another command', async () => {
  const { subnets, securityGroup } = stage.stage;
  const network = ['--launchtype', 'FARGATE', '--subnet', subnets[0] ?? '', '--securitygroup', securityGroup];
  const { code, output } = await ecsDeploy('run', 'acme', 'web:2', '1', '-c', 'web', 'node -v', ...network);
  expect({ code, output }).toMatchObject({
    code: 0,
    output: expect.stringContaining('Successfully started 1'),
  });
  const [task = ''] = /arn:aws:ecs:\S+:task\/\S+/.exec(output) ?? [];
  await stage.aws(`ecs wait tasks-stopped --cluster acme --tasks ${task}`);
  const { tasks } = await stage.ecs.describeTasks({ cluster: 'acme', tasks: [task] });
  expect(tasks).toMatchObject([{ startedBy: 'ECS Deploy', containers: [{ exitCode: 0 }] }]);
});

test('ecs-deploy notices a deployment that fails, and ECS rolls it back', async () => {
  const before = (await describeService())?.taskDefinition;
  const { code, output } = await ecsDeploy('deploy', 'acme', 'web', '-c', 'web', 'node -e process.exit(1)');
  expect({ code, output }).toMatchObject({ code: 1, output: expect.stringMatching(/deployment failed/i) });
  await stage.aws('ecs wait services-stable --cluster acme --services web');
  expect(await describeService()).toMatchObject({ taskDefinition: before, runningCount: 1 });
});

test('what ecspresso and GitHub’s actions read is in every answer', async () => {
  expect(await stage.boto('replay.py', 'acme', 'web')).toEqual([]);
});

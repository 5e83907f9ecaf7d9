import fc from 'fast-check';
import type { ListTaskDefinitionsResponse, Service, ServiceDeployment, Task } from '@aws-sdk/client-ecs';
import { fromText, toText } from '../points/plain-text';
import { SampleEcs, type Behaviour } from './sample-ecs';
import type { SavedEcs } from './saved-ecs';

const CLUSTER = { cluster: 'acme-test' };

/** What may happen to an ECS; what it refuses has no effect. */
const STEPS: { readonly [name: string]: (ecs: SampleEcs, seconds: number) => Promise<unknown> } = {
  deploy: (ecs) => ecs.update({ taskDefinition: 'better' }),
  'deploy what crashes': (ecs) => ecs.update({ taskDefinition: 'bad' }),
  'deploy what hangs': (ecs) => ecs.update({ taskDefinition: 'stuck' }),
  'scale out': (ecs) => ecs.update({ desiredCount: 4 }),
  'scale to nothing': (ecs) => ecs.update({ desiredCount: 0 }),
  'run a task': (ecs) => ecs.call('RunTask', { ...CLUSTER, ...RUN }),
  'stop a task': async (ecs) => ecs.call('StopTask', { ...CLUSTER, task: (await ecs.tasks())[0]?.taskArn }),
  'stop the deployment': async (ecs) => {
    const { currentServiceDeployment } = (await ecs.describe()) as { currentServiceDeployment?: string };
    return ecs.call('StopServiceDeployment', { serviceDeploymentArn: currentServiceDeployment });
  },
  'delete the service': (ecs) => ecs.call('DeleteService', { ...CLUSTER, service: 'web', force: true }),
  'make it again': (ecs) => ecs.service(),
  deregister: (ecs) => ecs.call('DeregisterTaskDefinition', { taskDefinition: 'better:1' }),
  settings: (ecs) => ecs.call('PutAccountSetting', { name: 'containerInsights', value: 'enabled' }),
  wait: async () => undefined,
};

const RUN = {
  taskDefinition: 'good',
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
  tags: [{ key: 'who', value: 'me' }],
};

const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.nat({ max: 30 })), {
  maxLength: 12,
});

async function lived(script: readonly (readonly [string, number])[]): Promise<SampleEcs> {
  const sample = new SampleEcs();
  await sample.service();
  for (const [family, behaviour] of [
    ['better', 'runs'],
    ['bad', 'crashes'],
    ['stuck', 'hangs'],
  ] as [string, Behaviour][])
    await sample.register(family, behaviour);
  for (const [step, seconds] of script) {
    await STEPS[step]?.(sample, seconds).catch(() => undefined);
    await sample.clock.pass(seconds * 1000);
  }
  return sample;
}

const saved = (sample: SampleEcs) => fromText(toText(sample.ecs.save())) as SavedEcs;

/** Another cloud at the same time, to which nothing has happened but this. */
async function restored(before: SampleEcs): Promise<SampleEcs> {
  const after = new SampleEcs();
  await after.clock.pass(before.clock.now().getTime() - after.clock.now().getTime());
  for (const [family, behaviour] of before.behaviours) after.behaviours.set(family, behaviour);
  after.ecs.restore(saved(before));
  return after;
}

/** Everything that can be asked. */
async function answers(sample: SampleEcs): Promise<unknown> {
  const ask = <T>(operation: string, input: object = {}) =>
    sample.call<T>(operation, input).catch((error: Error) => error.message as never);
  const tasks = [...(await sample.tasks()), ...(await sample.tasks('STOPPED'))];
  const { serviceDeployments = [] } = await ask<{ serviceDeployments?: ServiceDeployment[] }>(
    'ListServiceDeployments',
    { ...CLUSTER, service: 'web' },
  );
  const history = await ask<{ serviceDeployments?: ServiceDeployment[] }>('DescribeServiceDeployments', {
    serviceDeploymentArns: serviceDeployments.map((one) => one.serviceDeploymentArn),
  });
  const { taskDefinitionArns = [] } = await ask<ListTaskDefinitionsResponse>('ListTaskDefinitions');
  return {
    serviceDeployments,
    history,
    tasks: await ask('DescribeTasks', {
      ...CLUSTER,
      tasks: tasks.map(({ taskArn }) => taskArn),
      include: ['TAGS'],
    }),
    ofService: await ask('ListTasks', { ...CLUSTER, serviceName: 'web', desiredStatus: 'STOPPED' }),
    services: await ask('DescribeServices', { ...CLUSTER, services: ['web'], include: ['TAGS'] }),
    listed: await ask('ListServices', CLUSTER),
    revisions: await ask('DescribeServiceRevisions', {
      serviceRevisionArns: [
        ...new Set(history.serviceDeployments?.map((one) => one.targetServiceRevision?.arn)),
      ],
    }),
    clusters: await ask('DescribeClusters', { clusters: ['acme-test'], include: ['SETTINGS', 'TAGS'] }),
    definitions: await Promise.all(
      taskDefinitionArns.map((taskDefinition) => ask('DescribeTaskDefinition', { taskDefinition })),
    ),
    inactive: await ask('ListTaskDefinitions', { status: 'INACTIVE' }),
    settings: await ask('ListAccountSettings', { effectiveSettings: true }),
  };
}

it('answers every question as before, whatever has happened', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const before = await lived(script);
      expect(await answers(await restored(before))).toEqual(await answers(before));
    }),
    { numRuns: 60 },
  );
}, 60_000);

it('holds nothing that runs', async () => {
  const text = toText((await lived([['run a task', 3]])).ecs.save());
  expect(text).not.toMatch(/cancelTick|launched|woken|running"/);
});

describe('after a start', () => {
  async function resumed(before: SampleEcs, milliseconds = 10_000): Promise<SampleEcs> {
    const after = await restored(before);
    await after.ecs.resume();
    await after.clock.pass(milliseconds);
    return after;
  }

  it('a service gets its tasks back, by the same deployment and without a failure', async () => {
    const before = await lived([['wait', 30]]);
    const [known] = (await before.describe()).deployments;
    const after = await resumed(before);
    const service = await after.describe();
    expect(service).toMatchObject({ runningCount: 2, desiredCount: 2 });
    expect(service.deployments).toEqual([
      expect.objectContaining({ id: known?.id, rolloutState: 'COMPLETED', failedTasks: 0 }),
    ]);
    const ids = (tasks: readonly Task[]) => tasks.map(({ taskArn }) => taskArn);
    expect(ids(await after.tasks('STOPPED')).sort()).toEqual(ids(await before.tasks()).sort());
    expect((await after.tasks('STOPPED'))[0]).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'TerminationNotice',
      stoppedReason: 'The embedded cloud was stopped while this task ran.',
    });
  });

  it('asks after its targets at once', async () => {
    const after = await resumed(await lived([['wait', 30]]), 1000);
    expect(after.targets.awaited.size).toBe(2);
    await after.clock.pass(10_000);
    // It is steady again: what comes now is checked like any other.
    await after.update({ desiredCount: 3 });
    await after.clock.pass(1000);
    expect(after.targets.awaited.size).toBe(2);
  });

  it('a task that ran on its own is over, and says why', async () => {
    const before = await lived([['run a task', 3]]);
    const after = await resumed(before);
    const [task] = (await after.tasks('STOPPED')).filter(({ group }) => group === 'family:good');
    expect(task).toMatchObject({ stopCode: 'TerminationNotice', containers: [{ lastStatus: 'STOPPED' }] });
    expect(task?.containers?.[0]).not.toHaveProperty('exitCode');
  });

  it('a rollout in the middle goes on from where it was', async () => {
    const before = await lived([
      ['wait', 30],
      ['deploy', 1],
    ]);
    expect((await before.describe()).deployments).toHaveLength(2);
    const after = await resumed(before, 0);
    const rolling: Service = await after.describe();
    expect(rolling.deployments?.map(({ rolloutState }) => rolloutState)).toEqual([
      'IN_PROGRESS',
      'COMPLETED',
    ]);
    await after.clock.pass(30_000);
    const [primary, ...others] = (await after.describe()).deployments;
    expect(primary).toMatchObject({ rolloutState: 'COMPLETED', failedTasks: 0, runningCount: 2 });
    expect(primary?.id).toBe((await before.describe()).deployments[0]?.id);
    expect(others).toEqual([]);
  });

  it('a rollout can still be taken back to what was before, also if no task of that was left', async () => {
    const before = new SampleEcs();
    await before.service({ desiredCount: 0 });
    await before.clock.pass(1000);
    await before.register('stuck', 'hangs');
    await before.update({ desiredCount: 1, taskDefinition: 'stuck' });
    await before.clock.pass(1000);
    const after = await resumed(before);
    const { currentServiceDeployment } = (await after.describe()) as { currentServiceDeployment?: string };
    await after.call('StopServiceDeployment', { serviceDeploymentArn: currentServiceDeployment });
    await after.clock.pass(30_000);
    expect(await after.describe()).toMatchObject({
      runningCount: 1,
      taskDefinition: expect.stringMatching(/good:1$/),
    });
  });

  it('a service that was being deleted is gone, and what was forgotten after an hour still is', async () => {
    const deleted = await resumed(await lived([['delete the service', 0]]), 20_000);
    expect(await deleted.describe()).toMatchObject({ status: 'INACTIVE', runningCount: 0 });
    await deleted.clock.pass(3_600_000);
    expect(await deleted.tasks('STOPPED')).toEqual([]);
  });
});

import type { DescribeTasksCommandInput } from '@aws-sdk/client-ecs';
import { refusal } from '../sample/sample-ecs';
import type { ProcessOptions } from '../sample/sample-process';
import { SampleWorld } from '../sample/sample-world';
import { release } from '../verbs/release';

const COMMAND = ['npm', 'run', 'migrate'];
const NAME = 'The release command (npm run migrate)';

let world: SampleWorld;
beforeEach(() => (world = new SampleWorld({ scaling: { min: 2 }, release: COMMAND })));

async function releaseOf(options: ProcessOptions = {}, more = {}) {
  const process = world.process(options);
  const record = await release(world.request('a', more), process.ports, process.tell);
  const printed = process.events.flatMap((event) => (event.type === 'command-output' ? event.line : []));
  const seconds = record.phases.find(({ name }) => name === 'release command')?.seconds;
  return { record, printed, seconds, made: process.made, notes: process.notes };
}

/** ECS answers so in place of what it would. */
const answers = (methods: { readonly [method: string]: () => Promise<object> }) =>
  Object.assign(world.ecs.client, methods);

/** ECS shows this of each service, too. */
function servicesHave(more: object): void {
  const { describeServices } = world.ecs.client;
  Object.assign(world.ecs.client, {
    describeServices: async (input: { services?: string[] }) => {
      const { services } = await describeServices(input);
      return { services: services.map((service) => ({ ...service, ...more })) };
    },
  });
}

describe('what is asked of ECS', () => {
  const network = { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } };

  it("is one task of the new image, in the service's place, that is found again by its mark", async () => {
    servicesHave({ networkConfiguration: network, platformVersion: '1.4.0' });
    const runTask = jest.spyOn(world.ecs.client, 'runTask');
    const { record } = await releaseOf();

    const createdAt = Date.parse(record.createdAt);
    expect(runTask.mock.calls).toEqual([
      [
        {
          cluster: 'shop-staging',
          taskDefinition: record.taskDefinitions['web'],
          count: 1,
          startedBy: 'slipway-v1',
          clientToken: `slipway-v1-${createdAt}`,
          networkConfiguration: network,
          platformVersion: '1.4.0',
          launchType: 'FARGATE',
          propagateTags: 'TASK_DEFINITION',
          overrides: { containerOverrides: [{ name: 'web', command: COMMAND }] },
        },
      ],
    ]);
  });

  it.each([
    [{ launchType: undefined }, { launchType: 'FARGATE' }],
    [{ launchType: 'EXTERNAL', capacityProviderStrategy: [] }, { launchType: 'EXTERNAL' }],
    [
      { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }] },
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }], launchType: undefined },
    ],
  ])('is where the service runs: %j', async (service, expected) => {
    servicesHave(service);
    const runTask = jest.spyOn(world.ecs.client, 'runTask');
    await releaseOf();

    expect({ launchType: undefined, ...runTask.mock.lastCall?.[0] }).toMatchObject(expected);
  });
});

describe('a command that does not start', () => {
  it.each([
    [
      { failures: [{ reason: 'RESOURCE:CPU', detail: 'none left' }, { reason: 'AGENT' }] },
      'RESOURCE:CPU: none left; AGENT',
    ],
    [{ tasks: [], failures: [] }, 'it does not say why'],
    [{ tasks: [] }, 'it does not say why'],
  ])('is told with what ECS says: %j', async (answer, why) => {
    answers({ runTask: async () => answer });
    const { record, made } = await releaseOf();

    expect(record).toMatchObject({ state: 'failed', cause: { kind: 'release-command', logs: [] } });
    expect(record.cause?.words).toBe(`ECS did not start the release command (${why}).`);
    expect(made).not.toContain('ecs.updateService');
  });

  it.each([
    [
      { containers: [{ name: 'web', reason: 'CannotPullContainerError' }], stoppedReason: 'x' },
      'CannotPullContainerError',
    ],
    [
      { containers: [{ name: 'proxy', exitCode: 0 }, { name: 'web' }], stoppedReason: 'No network' },
      'No network',
    ],
    [{}, 'ECS no longer knows its task'],
  ])('or stops before it ran: %j', async (task, why) => {
    answers({ describeTasks: async () => ({ tasks: [{ ...task, lastStatus: 'STOPPED' }] }) });

    expect((await releaseOf()).record.cause?.words).toBe(`${NAME} did not run: ${why}.`);
  });

  it('is waited for half a minute when ECS does not show its task', async () => {
    answers({ describeTasks: async () => ({ tasks: [] }) });
    const { record, seconds } = await releaseOf();

    expect(record.cause?.words).toBe(`${NAME} did not run: ECS no longer knows its task.`);
    expect(seconds).toBeGreaterThanOrEqual(30);
    expect(seconds).toBeLessThan(33);
  });

  it('is not waited for once ECS has shown it and forgotten it', async () => {
    const { describeTasks } = world.ecs.client;
    let looks = 0;
    Object.assign(world.ecs.client, {
      describeTasks: async (input: DescribeTasksCommandInput) => (++looks > 1 ? {} : describeTasks(input)),
    });
    const { record, seconds } = await releaseOf();

    expect(record.cause?.words).toBe(`${NAME} did not run: ECS no longer knows its task.`);
    expect(seconds).toBeLessThan(5);
  });
});

describe('a command that is stopped', () => {
  beforeEach(() => (world.ecs.commandMs = Infinity));

  it('by Ctrl-C ends the release, and that is noted', async () => {
    const controller = new AbortController();
    const stopTask = jest.spyOn(world.ecs.client, 'stopTask');
    const onCall = (call: string) => void (call === 'ecs.describeTasks' && controller.abort());
    const { record, notes, made } = await releaseOf({ signal: controller.signal, onCall });

    const task = record.releaseCommand?.taskArn;
    expect(stopTask.mock.calls).toEqual([[{ cluster: 'shop-staging', task, reason: 'Interrupted' }]]);
    expect(notes).toEqual(['Stopping the release command.']);
    expect(record).toMatchObject({
      state: 'failed',
      cause: { kind: 'interrupted', words: 'Ctrl-C stopped v1. Nothing was live before.' },
      releaseCommand: { exitCode: 143 },
    });
    expect(made).not.toContain('ecs.updateService');
  });

  it('by its time is asked for once, at that time', async () => {
    const stopTask = jest.spyOn(world.ecs.client, 'stopTask');
    const { record, seconds, notes } = await releaseOf({}, { commandTimeoutMs: 120_000 });

    const task = record.releaseCommand?.taskArn;
    expect(stopTask.mock.calls).toEqual([
      [{ cluster: 'shop-staging', task, reason: 'Release command timed out' }],
    ]);
    expect(record.cause?.words).toBe(`${NAME} has not ended within 2 minutes and was stopped.`);
    expect(seconds).toBeGreaterThanOrEqual(120);
    expect(seconds).toBeLessThan(125);
    expect(notes).toEqual([]);
  });

  it('has half an hour when nothing else is said', async () => {
    expect((await releaseOf()).record.cause?.words).toContain('within 30 minutes');
  });
});

describe('what it prints', () => {
  it('is passed on once, line by line, each cut', async () => {
    const long = 'x'.repeat(600);
    world.logs.push('one', long);
    let looks = 0;
    const onCall = (call: string) => {
      if (call === 'logs.getLogEvents' && ++looks === 2) world.logs.push('three');
    };
    const { printed, record } = await releaseOf({ onCall });

    const lines = ['one', `${'x'.repeat(500)}… (600 characters)`, 'three'];
    expect(printed).toEqual(lines);
    expect(record.releaseCommand?.output).toEqual(lines);
  });

  it('is kept to its last 20 lines, with the migrations of all of them', async () => {
    world.logs.push('{"migration":"1_users"}', ...Array.from({ length: 30 }, (_, n) => `line ${n}`));
    const { record } = await releaseOf();

    expect(record.releaseCommand?.output).toEqual(Array.from({ length: 20 }, (_, n) => `line ${n + 10}`));
    expect(record.releaseCommand?.migrations).toEqual([{ name: '1_users', destructive: [] }]);
  });

  it.each([2, 4])('is waited for when it comes after the end, at look %d', async (late) => {
    let looks = 0;
    const onCall = (call: string) => {
      const ended = world.ecs.tasks.some((task) => task.group === 'command' && task.lastStatus === 'STOPPED');
      if (ended && call === 'logs.getLogEvents' && ++looks === late) world.logs.push('last words');
    };
    const { printed } = await releaseOf({ onCall });

    expect(printed).toEqual(['last words']);
  });

  it('is the log of the failure, and the next command shows more', async () => {
    world.ecs.commandExit = 1;
    world.logs.push('Error: no table');

    expect((await releaseOf()).record.cause).toEqual({
      kind: 'release-command',
      words: `${NAME} ended with exit code 1.`,
      logs: ['Error: no table'],
      next: 'npx slipway logs staging --since 10m',
    });
  });

  it('goes nowhere that CloudWatch Logs knows: the command runs all the same', async () => {
    world.ecs.define({
      family: 'shop-staging-web-template',
      containerDefinitions: [{ name: 'web', image: 'placeholder.invalid/none:none' }],
    });
    const { record, made } = await releaseOf();

    expect(record).toMatchObject({ state: 'live', releaseCommand: { exitCode: 0, output: [] } });
    expect(made).not.toContain('logs.getLogEvents');
  });
});

it('that AWS refuses to run is told in words of AWS', async () => {
  const onCall = (call: string) => {
    if (call === 'ecs.runTask') throw refusal('InvalidParameterException', 'No such subnet');
  };

  expect((await releaseOf({ onCall })).record.cause).toEqual({
    kind: 'cannot-start',
    words: 'AWS refused: No such subnet.',
    logs: [],
  });
});

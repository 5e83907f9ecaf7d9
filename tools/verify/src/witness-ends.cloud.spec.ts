import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { WitnessStage } from './witness-stage';

interface Ended {
  readonly taskArn: string;
  readonly stopCode: string;
  readonly stoppedReason: string;
  readonly startedAt?: string;
  readonly containers: readonly { readonly exitCode?: number; readonly reason?: string }[];
}

const stage = new WitnessStage();
const runs = (script: string): Partial<ContainerDefinition> => ({ command: ['node', '-e', script] });

/** One task of each kind, all at once. */
const CONTAINERS: { readonly [family: string]: () => Partial<ContainerDefinition> } = {
  exits: () => runs('process.exit(7)'),
  'no-image': () => ({ image: `${stage.image.split('@')[0]}:none` }),
  'no-secret': () => ({ secrets: [{ name: 'TOKEN', valueFrom: '/acme/web/TOKEN' }] }),
  'no-program': () => ({ command: ['no-such-program'] }),
  greedy: () => runs('const kept = []; setInterval(() => kept.push(Buffer.alloc(32 * 1024 * 1024, 1)), 20);'),
  stubborn: () => runs('process.on("SIGTERM", () => console.log("no")); setInterval(() => 0, 1000);'),
};

const ended = new Map<string, Ended>();

beforeAll(async () => {
  await stage.start();
  const started = new Map<string, string>();
  for (const [family, container] of Object.entries(CONTAINERS)) {
    await stage.define(family, container());
    started.set(family, await stage.run(family));
  }
  const stubborn = started.get('stubborn') ?? '';
  await stage.aws(`ecs wait tasks-running --cluster acme --tasks ${stubborn}`);
  await stage.aws(`ecs stop-task --cluster acme --task ${stubborn}`);
  await stage.aws('ecs wait tasks-stopped --cluster acme --tasks', ...started.values());
  const { tasks } = await stage.aws<{ tasks: Ended[] }>(
    'ecs describe-tasks --cluster acme --tasks',
    ...started.values(),
  );
  for (const [family, arn] of started) {
    const task = tasks.find(({ taskArn }) => taskArn === arn);
    if (task) ended.set(family, task);
  }
});

afterAll(() => stage.remove());

test('a task whose essential container exits', () => {
  expect(ended.get('exits')).toMatchObject({
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: [{ exitCode: 7 }],
  });
});

test.each([
  ['no-image', /^CannotPullContainerError: .*acme:none/],
  [
    'no-secret',
    /^ResourceInitializationError: unable to pull secrets or registry auth: .*\/acme\/web\/TOKEN/,
  ],
  ['no-program', /^CannotStartContainerError: .*no-such-program/],
])('a task with %s does not start', (family, reason) => {
  const task = ended.get(family);
  expect(task).toMatchObject({
    stopCode: 'TaskFailedToStart',
    stoppedReason: expect.stringMatching(reason),
  });
  expect(task).not.toHaveProperty('startedAt');
  expect(task?.containers[0]).not.toHaveProperty('exitCode');
});

test('a task that takes more memory than it has', () => {
  expect(ended.get('greedy')).toMatchObject({
    containers: [{ exitCode: 137, reason: expect.stringMatching(/^OutOfMemoryError: /) }],
  });
});

test('a task that does not want to end is killed once its stop timeout is over', () => {
  expect(ended.get('stubborn')).toMatchObject({
    stopCode: 'UserInitiated',
    containers: [{ exitCode: 137 }],
  });
});

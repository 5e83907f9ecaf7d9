import { RunningBalancers } from './sample-running-balancers';
import { ask } from './sample-target';

let running: RunningBalancers;

beforeEach(() => (running = new RunningBalancers()));
afterEach(() => running.stop());

test('a wrong status, silence and a refusal are told apart', async () => {
  await running.start();
  const wrong = running.target();
  wrong.health = 500;
  const mute = running.target();
  const states = await Promise.all(
    [await wrong.start(), await mute.startRaw(() => undefined).then((target) => (mute.stop(), target))].map(
      async (target) => {
        await running.register(target, 'unhealthy');
        return running.health(target);
      },
    ),
  );
  expect(states).toEqual([
    {
      state: 'unhealthy',
      reason: 'Target.ResponseCodeMismatch',
      description: 'Health checks failed with these codes: [500]',
    },
    { state: 'unhealthy', reason: 'Target.FailedHealthChecks', description: 'Health checks failed' },
  ]);
});

test('silence is a timeout', async () => {
  running.declared.group = { HealthCheckPath: '/slow', HealthCheckTimeoutSeconds: 1 };
  await running.start();
  const target = await running.target().start(() => undefined);
  await running.register(target, 'unhealthy');
  expect(running.health(target)).toMatchObject({
    reason: 'Target.Timeout',
    description: 'Request timed out',
  });
});

test('fails open where no target is healthy, and closes again when one is', async () => {
  const port = await running.start();
  const [ill, well] = [running.target(), running.target()];
  ill.health = 500;
  await running.register(await ill.start((_, response) => void response.end('ill')), 'unhealthy');
  expect((await ask(port)).body).toBe('ill');
  await running.register(await well.start((_, response) => void response.end('well')));
  expect([(await ask(port)).body, (await ask(port)).body]).toEqual(['well', 'well']);
});

test('a group that no load balancer uses has unused targets', async () => {
  running.declared.listeners = [];
  await running.start();
  const target = await running.target().start();
  await running.register(target, 'unused');
  expect(running.health(target)?.reason).toBe('Target.NotInUse');
});

import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { GROUP, WHERE } from './sample-balancers';
import { RunningBalancers, SECOND } from './sample-running-balancers';
import { ask } from './sample-target';

let running: RunningBalancers;

beforeEach(() => (running = new RunningBalancers()));
afterEach(() => running.stop());

test('steady load through two targets while one drains and a third comes: no request fails', async () => {
  running.declared.groupAttributes = { 'deregistration_delay.timeout_seconds': '10' };
  const port = await running.start();
  const [first, second, third] = [running.target(), running.target(), running.target()];
  const slow = (_: unknown, response: { end(body: string): void }) =>
    void setTimeout(() => response.end('ok'), 2);
  const old = await first.start(slow);
  await Promise.all([running.register(old), running.register(await second.start(slow))]);

  const agent = new Agent({ keepAlive: true });
  const statuses = new Map<string, number>();
  const one = () =>
    new Promise<string>((resolve) => {
      const asked = httpRequest({ host: '127.0.0.1', port, agent }, (answer) => {
        answer.resume().on('end', () => resolve(String(answer.statusCode)));
      });
      asked.on('error', ({ message }) => resolve(message));
      asked.end();
    });
  const loads = Array.from({ length: 10 }, async () => {
    for (let count = 0; count < 100; count += 1) {
      const outcome = await one();
      statuses.set(outcome, (statuses.get(outcome) ?? 0) + 1);
    }
  });
  await sleep(50);
  await running.register(await third.start(slow));
  const drained = running.balancers.deregister(WHERE, GROUP, old);
  expect(running.health(old)).toEqual({
    state: 'draining',
    reason: 'Target.DeregistrationInProgress',
    description: 'Target deregistration is in progress',
  });
  await drained;
  first.stop();
  const seen = first.seen;
  await Promise.all(loads);
  agent.destroy();

  expect(Object.fromEntries(statuses)).toEqual({ 200: 1_000 });
  expect(first.seen).toBe(seen);
  expect(first.seen).toBeGreaterThan(0);
  expect(third.seen).toBeGreaterThan(0);
  expect(running.health(old)).toBeUndefined();
}, 30_000);

test('draining lets requests go on until the delay is over, then cuts them', async () => {
  running.declared.groupAttributes = { 'deregistration_delay.timeout_seconds': '5' };
  const port = await running.start();
  const patient = await running.target().start((request, response) => {
    if (request.url === '/short') setTimeout(() => response.end('done'), 2 * SECOND);
  });
  await running.register(patient);
  const [short, endless] = [ask(port, '/short'), ask(port, '/endless')];
  await sleep(SECOND);
  await running.balancers.deregister(WHERE, GROUP, patient);
  expect((await short).body).toBe('done');
  expect((await endless).status).toBe(502);
});

describe('what is declared', () => {
  const call = (operation: string) => ({
    ...WHERE,
    service: 'elasticloadbalancing',
    operation,
    method: 'POST',
    path: '/',
    headers: {},
    body: Buffer.alloc(0),
  });
  const answer = { status: 200, headers: {}, body: '' };

  test('is read again when it changes, and not when it is only asked for', async () => {
    await running.balancers.service.observe?.(call('DescribeListeners'), answer);
    expect(running.declared.reads).toBe(0);
    await running.balancers.service.observe?.(call('CreateListener'), answer);
    expect(running.balancers.running()[0]?.listeners).toMatchObject([
      { protocol: 'HTTPS', declaredPort: 443 },
    ]);
    const port = running.balancers.running()[0]?.listeners[0]?.port;
    running.declared.listeners = [];
    await running.balancers.service.observe?.(call('DeleteListener'), answer);
    await expect(ask(port ?? 0)).rejects.toThrow('ECONNREFUSED');
  });

  test('ends with a reset', async () => {
    const port = await running.start();
    await running.balancers.service.reset();
    expect(running.balancers.running()).toEqual([]);
    await expect(ask(port)).rejects.toThrow('ECONNREFUSED');
  });
});

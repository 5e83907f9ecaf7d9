import type { AwsClients } from '@slipway/tool-aws';
import { refusal } from '../sample/sample-ecs';
import { paginator } from '../sample/sample-pages';
import { steadily, steadyClients } from './steady-clients';

/** An ECS that refuses `times` times. */
function steady(error: Error, times: number) {
  let now = 0;
  let calls = 0;
  const notes: string[] = [];
  const pauses: number[] = [];
  const describeServices = async () => {
    if (++calls <= times) throw error;
    return { services: [] };
  };
  const clients = steadyClients({ ecs: async () => ({ describeServices }) } as unknown as AwsClients, {
    clock: {
      now: () => now,
      sleep: async (ms) => {
        pauses.push(ms);
        now += ms;
      },
    },
    environment: 'staging',
    note: (text) => notes.push(text),
    random: () => 0.5,
  });
  const call = async () => (await clients.ecs()).describeServices({ services: [] });
  return { call, notes, pauses, calls: () => calls };
}

const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

it('backs off while AWS throttles, says so once, and goes on', async () => {
  const { call, notes, pauses } = steady(refusal('ThrottlingException', 'Rate exceeded'), 6);

  expect(await call()).toEqual({ services: [] });
  expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 5000]);
  expect(notes).toEqual(['AWS asks for fewer calls; going on more slowly.', 'AWS answers again.']);
});

it('waits for the network for minutes', async () => {
  const { call, notes } = steady(gone, 60);

  expect(await call()).toEqual({ services: [] });
  expect(notes[0]).toBe('AWS cannot be reached; still trying. ECS goes on meanwhile.');
});

it('does not wait for ever', async () => {
  await expect(steady(gone, Infinity).call()).rejects.toMatchObject({ kind: 'failed' });
  await expect(steady(refusal('ThrottlingException', 'x'), Infinity).call()).rejects.toMatchObject({
    kind: 'throttled',
  });
});

it('says at once that credentials have expired, and what is safe', async () => {
  const { call, calls } = steady(refusal('ExpiredTokenException', 'The security token has expired'), 1);

  await expect(call()).rejects.toMatchObject({ kind: 'credentials' });
  expect(calls()).toBe(1);
});

it('passes on what only the caller understands', async () => {
  const error = refusal('ServiceNotFoundException', 'Service not found.');

  await expect(steady(error, 1).call()).rejects.toBe(error);
});

it('is as patient with each page of a paginator', async () => {
  const asked: unknown[] = [];
  let now = 0;
  const ecs = {
    paginateListTasks: paginator('listTasks', ['nextToken', 'nextToken']),
    listTasks: async ({ nextToken }: { nextToken?: string }) => {
      asked.push(nextToken);
      if (asked.length === 2) throw refusal('ThrottlingException', 'Rate exceeded');
      return nextToken === undefined ? { taskArns: ['a'], nextToken: 'more' } : { taskArns: ['b'] };
    },
  };
  const clients = steadyClients({ ecs: async () => ecs } as unknown as AwsClients, {
    clock: { now: () => now, sleep: async (ms) => void (now += ms) },
    environment: 'staging',
    note: () => undefined,
  });

  const found: string[] = [];
  for await (const { taskArns = [] } of (await clients.ecs()).paginateListTasks({})) found.push(...taskArns);
  expect(found).toEqual(['a', 'b']);
  expect(asked).toEqual([undefined, 'more', 'more']);
});

it("gives the SDK's own paginator the client that is patient", async () => {
  const { ECS } = await import('@aws-sdk/client-ecs');
  let sent = 0;
  const real = Object.assign(new ECS({ region: 'eu-west-1' }), {
    send: async () => {
      if (++sent === 1) throw refusal('ThrottlingException', 'Rate exceeded');
      return { taskArns: ['a'] };
    },
  });
  const clients = steadyClients({ ecs: async () => real } as unknown as AwsClients, {
    clock: { now: () => 0, sleep: async () => undefined },
    environment: 'staging',
    note: () => undefined,
  });

  const pages = [];
  for await (const page of (await clients.ecs()).paginateListTasks({})) pages.push(page);
  expect(pages).toEqual([{ taskArns: ['a'] }]);
  expect(sent).toBe(2);
});

describe('an AWS that is unwell', () => {
  const unwell = refusal('InternalFailure', 'Sorry.', 500);

  it('is waited for, and said once', async () => {
    const { call, notes } = steady(unwell, 3);

    expect(await call()).toEqual({ services: [] });
    expect(notes).toEqual(['AWS answers with an error of its own; still trying.', 'AWS answers again.']);
  });

  it('is waited for a minute, not ten', async () => {
    const { call, pauses } = steady(unwell, Infinity);

    await expect(call()).rejects.toThrow('What runs in "staging" goes on running');
    const waited = pauses.reduce((sum, ms) => sum + ms, 0);
    expect(waited).toBeGreaterThanOrEqual(60_000);
    expect(waited).toBeLessThan(65_001);
  });
});

it('waits ten minutes for the network, and at most ten seconds between two tries', async () => {
  const { call, pauses } = steady(gone, Infinity);
  await expect(call()).rejects.toThrow();

  const waited = pauses.reduce((sum, ms) => sum + ms, 0);
  expect(waited).toBeGreaterThanOrEqual(600_000);
  expect(waited).toBeLessThan(605_001);
  // Half of the longest, as chance says 0.5 here.
  expect(Math.max(...pauses)).toBe(5000);
});

it('says again that it is in trouble when it is in trouble again', async () => {
  const notes: string[] = [];
  let calls = 0;
  const target = {
    // Every second call is refused.
    get: async () => {
      if (++calls % 2 === 1) throw gone;
      return calls;
    },
  };
  const { methods } = steadily({
    clock: { now: () => 0, sleep: async () => undefined },
    environment: 'staging',
    note: (text) => notes.push(text),
  });
  const { get } = methods(target);
  await get();
  await get();

  expect(notes).toHaveLength(4);
  expect(notes.slice(2)).toEqual(notes.slice(0, 2));
});

it('says nothing when nothing was wrong', async () => {
  const { call, notes, pauses } = steady(gone, 0);
  await call();

  expect([notes, pauses]).toEqual([[], []]);
});

it('is patient with each client of AWS, and makes it once', async () => {
  const made: string[] = [];
  const names = ['ecs', 'ecr', 's3', 'ssm', 'secrets', 'logs', 'balancers', 'scaling', 'rds', 'sts'] as const;
  const raw = Object.fromEntries(
    names.map((name) => [name, async () => ({ ask: async () => name, number: made.push(name) })]),
  ) as unknown as AwsClients;
  const clients = steadyClients(raw, {
    clock: { now: () => 0, sleep: async () => undefined },
    environment: 'staging',
    note: () => undefined,
  });

  for (const name of names) {
    const client = (await clients[name]()) as unknown as { ask: () => Promise<string>; number: number };
    expect(await client.ask()).toBe(name);
    // What is no method is passed on as it is.
    expect(client.number).toBe(names.indexOf(name) + 1);
    expect(await clients[name]()).toBe(client);
  }
  expect(made).toEqual(names);
});

it('destroys a client at once', async () => {
  const raw = { destroy: () => 'destroyed' };
  const clients = steadyClients({ ecs: async () => raw } as unknown as AwsClients, {
    clock: { now: () => 0, sleep: async () => undefined },
    environment: 'staging',
    note: () => undefined,
  });

  expect((await clients.ecs()).destroy()).toBe('destroyed');
});

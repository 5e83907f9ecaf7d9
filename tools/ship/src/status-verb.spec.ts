import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprints, type SynthesizedStack } from '@slipway/tool-synth';
import { SampleShip } from './sample-ship';
import { statusVerb } from './status-verb';
import type { ShipWorld } from './world';

/** As the sample account's environment is synthesized, as far as a rollout's time depends on it. */
const STACK: SynthesizedStack = {
  resource: {
    aws_ecs_service: {
      web: {
        name: 'web',
        task_definition: '${aws_ecs_task_definition.web.arn}',
        load_balancer: [{ target_group_arn: '${aws_lb_target_group.web.arn}', container_name: 'web' }],
        deployment_minimum_healthy_percent: 100,
        deployment_maximum_percent: 200,
      },
    },
    aws_lb_target_group: {
      web: { deregistration_delay: '7', health_check: { interval: 5, healthy_threshold: 2 } },
    },
    aws_ecs_task_definition: { web: { container_definitions: '[{"stopTimeout":3}]' } },
  } as never,
};

const folder = mkdtempSync(join(tmpdir(), 'slipway-status-'));
afterAll(() => rmSync(folder, { recursive: true }));

function look(ship: SampleShip, stack: object = STACK, more: Partial<ShipWorld> = {}) {
  const stackFile = join(folder, 'cdk.tf.json');
  writeFileSync(stackFile, JSON.stringify(stack));
  const { options } = ship.options();
  const asked: unknown[] = [];
  const synthesize = (...args: unknown[]) => {
    asked.push(args);
    return Promise.resolve({ stackFile, environment: ship.describedAs().settings } as never);
  };
  const world = { ...options.world!, synthesize, ...more };
  return { asked, status: statusVerb('staging', { ...options, world }) };
}

it('says what is live, where it answers, and how long a release takes by the declared numbers', async () => {
  const ship = new SampleShip();
  await ship.released('a');
  const { asked, status } = look(ship);

  expect(await status).toMatchObject({
    environment: 'staging',
    live: { version: 1, state: 'live' },
    url: 'https://staging.example.com',
    // 20 s for the start, two checks, the drain and the stop.
    floorSeconds: 20 + 2 * 5 + 7 + 3,
    floor: [{ seconds: 20 }, { seconds: 10 }, { name: 'drain (drainSeconds)', seconds: 7 }, { seconds: 3 }],
  });
  expect(asked).toEqual([['staging', { workspace: '/workspace' }]]);
  expect(ship.kept).toEqual([]);
});

it('says what the file has that was never deployed', async () => {
  const ship = new SampleShip();
  ship.resources = fingerprints(STACK as never);
  await ship.noted();
  await ship.released('a');
  expect((await look(ship).status).notDeployed).toEqual([]);

  ship.edited = { logs: { retentionDays: 7 } };
  expect((await look(ship).status).notDeployed).toEqual(['logs.retentionDays: 30 → 7']);
});

it.each([
  [true, 'block'],
  [false, 'count'],
] as const)('says what the firewall found in the last day; it blocks: %s', async (blocks, mode) => {
  const ship = new SampleShip();
  const { open } = ship;
  const refused = { action: 'BLOCK', terminatingRuleId: 'rate-limit', httpRequest: { uri: '/' } };
  const { status } = look(ship, STACK, {
    open: async (name) => {
      const opened = await open(name);
      const edge = { ...opened.environment.edge, firewall: { mode, exceptions: [] } };
      return { ...opened, environment: { ...opened.environment, edge } };
    },
    readFirewallLog: async () => ({ messages: [JSON.stringify(refused)], more: false }),
  });
  expect((await status).firewall).toEqual({
    blocks,
    more: false,
    found: [{ rule: 'rate-limit', requests: 1, path: '/' }],
  });
});

it.each([
  [1, ['second crash']],
  [2, []],
])('says when a bad release of %d tasks has its verdict', async (min, again) => {
  const ship = new SampleShip();
  const { open } = ship;
  const { status } = look(ship, STACK, {
    open: async (name) => {
      const opened = await open(name);
      const { web } = opened.environment.services;
      const services = { web: { ...web!, scaling: { ...web!.scaling, min } } };
      return { ...opened, environment: { ...opened.environment, services } };
    },
  });
  const { verdicts } = await status;

  expect(verdicts?.crash.parts.map(({ name }) => name)).toEqual(expect.arrayContaining(['crash', ...again]));
  expect(verdicts?.crash.parts.some(({ name }) => name === 'second crash')).toBe(again.length > 0);
  expect(verdicts?.secret.parts.map(({ name }) => name)).toEqual([
    'ask ECS',
    'task start',
    'ECS reports the end',
    'next look',
  ]);
});

it('says nothing of times or of an address where there are none', async () => {
  const ship = new SampleShip();
  const { open } = ship;
  const { status } = look(ship, {}, { open: async (name) => ({ ...(await open(name)), url: undefined }) });
  const said = await status;

  expect(said).toMatchObject({ environment: 'staging' });
  expect(said).not.toHaveProperty('url');
  expect(said).not.toHaveProperty('floorSeconds');
  expect(said).not.toHaveProperty('verdicts');
});

it('fails with what keeps it out of the account, also where the file cannot be synthesized', async () => {
  const { status } = look(new SampleShip(), STACK, {
    synthesize: () => Promise.reject(new Error('not synthesized')),
    open: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('no credentials');
    },
  });

  await expect(status).rejects.toThrow('no credentials');
});

it('fails with what is wrong with the file', async () => {
  const synthesize = () => Promise.reject(new Error('not synthesized'));

  await expect(look(new SampleShip(), STACK, { synthesize }).status).rejects.toThrow('not synthesized');
});

import { failureOf } from './failure-of';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { release } from './release';

let world: SampleWorld;
beforeEach(() => (world = new SampleWorld()));

const releaseOf = (letter: string, process = world.process(), more = {}) =>
  release(world.request(letter, more), process.ports, process.tell);

describe('a good release', () => {
  it('is live, and its tasks carry the image', async () => {
    const record = await releaseOf('a');

    expect(record).toMatchObject({ version: 1, state: 'live', images: { web: digestOf('a') } });
    expect(world.ecs.running('web').map(({ taskDefinitionArn }) => taskDefinitionArn)).toEqual([
      record.taskDefinitions['web'],
      record.taskDefinitions['web'],
    ]);
  });

  it('tells its phases in order', async () => {
    const process = world.process();
    await releaseOf('a', process);

    expect(process.events.flatMap((event) => (event.type === 'phase-started' ? event.phase : []))).toEqual([
      'preconditions',
      'register',
      'update',
      'roll',
    ]);
    expect(process.events.at(-1)).toMatchObject({ type: 'ended', record: { state: 'live' } });
  });

  it('hands the range of its tasks to autoscaling', async () => {
    await releaseOf('a');

    expect([...world.ranges]).toEqual([['service/shop-staging/web', '2 to 6']]);
  });

  it('keeps the number of tasks that autoscaling has come to', async () => {
    await releaseOf('a');
    const ecs = world.ecs.services.get('web');
    if (ecs) ecs.desired = 5;
    await world.pass(5000);
    const record = await releaseOf('b');

    expect(ecs?.desired).toBe(5);
    expect(world.ecs.running('web').map(({ taskDefinitionArn }) => taskDefinitionArn)).toEqual(
      Array(5).fill(record.taskDefinitions['web']),
    );
  });

  it('leaves a number alone that autoscaling changes while it looks', async () => {
    await releaseOf('a');
    const ecs = world.ecs.services.get('web');
    const process = world.process({
      onCall: (call) => void (call === 'ecs.updateService' && ecs && (ecs.desired = 4)),
    });
    await releaseOf('b', process);

    expect(ecs?.desired).toBe(4);
  });

  it('takes the place of the one before', async () => {
    await releaseOf('a');
    await releaseOf('b');

    expect((await world.ledger.list()).map(({ version, state }) => `v${version} ${state}`)).toEqual([
      'v2 live',
      'v1 superseded',
    ]);
  });
});

describe('a build that crashes', () => {
  beforeEach(async () => {
    world.ecs.builds.set(digestOf('b'), 'crashes');
    world.logs.push('Error: no config');
  });

  it('goes back to what was live, and says why', async () => {
    const first = await releaseOf('a');
    const record = await releaseOf('b');

    expect(record).toMatchObject({
      state: 'rolled_back',
      cause: { kind: 'exit-before-healthy', logs: ['Error: no config'] },
    });
    expect(world.ecs.services.get('web')?.taskDefinition).toBe(first.taskDefinitions['web']);
    expect((await world.ledger.live())?.version).toBe(1);
    expect(failureOf(record)?.kind).toBe('releaseFailed');
  });

  it('leaves no tasks when it was the first', async () => {
    const record = await releaseOf('b');

    expect(record.state).toBe('failed');
    expect(world.ecs.services.get('web')?.desired).toBe(0);
    expect(world.ecs.running('web')).toEqual([]);
  });
});

it('goes back by a plain update when ECS does not stop the deployment', async () => {
  world.ecs.builds.set(digestOf('b'), 'hangs');
  world.ecs.stopRefused = true;
  const first = await releaseOf('a');
  const record = await releaseOf('b', world.process(), { rollTimeoutMs: 20_000 });

  expect(record.state).toBe('rolled_back');
  expect(world.ecs.services.get('web')?.taskDefinition).toBe(first.taskDefinitions['web']);
});

describe('preconditions', () => {
  it('are all told at once, and nothing is touched', async () => {
    world = new SampleWorld({ secrets: ['STRIPE_KEY'], architecture: 'arm64' });
    const process = world.process();
    const record = await releaseOf('a', process);

    expect(record).toMatchObject({ state: 'failed', cause: { kind: 'refused' } });
    expect(record.cause?.words).toContain('built for amd64');
    expect(record.cause?.words).toContain('web needs STRIPE_KEY below /shop/staging/web');
    expect(process.made).not.toContain('ecs.registerTaskDefinition');
    expect(failureOf(record)?.kind).toBe('refused');
  });

  it('want the image in the registry', async () => {
    world.registry.images.delete(digestOf('a'));

    expect((await releaseOf('a')).cause?.words).toContain('is not in repository "shop"');
  });

  it('want the service to be there', async () => {
    world.ecs.services.delete('web');

    expect((await releaseOf('a')).cause?.words).toContain('npx slipway deploy staging');
  });

  it('refuse a commit that is older than the live one, unless asked to', async () => {
    world.ancestors.push(['a'.repeat(40), 'b'.repeat(40)]);
    await releaseOf('b');

    expect((await releaseOf('a')).cause?.words).toContain('Commit aaaaaaa is older than bbbbbbb');
    expect((await releaseOf('a', world.process(), { allowOlder: true })).state).toBe('live');
  });

  it('refuse a commit of which the clone cannot tell whether it is older, unless asked to', async () => {
    await releaseOf('b');
    world.shallow = true;

    expect((await releaseOf('a')).cause?.words).toBe(
      'This clone cannot tell whether commit aaaaaaa is older than bbbbbbb, which is live as v1. Fetch the whole history (git fetch --unshallow; in a workflow fetch-depth: 0), or add --allow-older.',
    );
    expect((await releaseOf('a', world.process(), { allowOlder: true })).state).toBe('live');
  });

  it('take no number for what is not a digest', async () => {
    await expect(releaseOf('a', world.process(), { images: { web: 'latest' } })).rejects.toMatchObject({
      kind: 'usage',
    });
    expect(await world.ledger.list()).toEqual([]);
  });
});

describe('a release command', () => {
  beforeEach(() => (world = new SampleWorld({ scaling: { min: 2 }, release: ['npm', 'run', 'migrate'] })));

  it('runs first, and its migrations are recorded', async () => {
    world.logs.push('Migrating', '{"migration":"1_users","destructive":["drops column users.email"]}');
    const record = await releaseOf('a');

    expect(record.state).toBe('live');
    expect(record.releaseCommand).toMatchObject({
      exitCode: 0,
      migrations: [{ name: '1_users', destructive: ['drops column users.email'] }],
    });
  });

  it('that fails leaves the service alone', async () => {
    world.ecs.commandExit = 1;
    const process = world.process();
    const record = await releaseOf('a', process);

    expect(record).toMatchObject({ state: 'failed', cause: { kind: 'release-command' } });
    expect(record.cause?.words).toContain('npm run migrate) ended with exit code 1');
    expect(process.made).not.toContain('ecs.updateService');
  });

  it('that does not end is stopped', async () => {
    world.ecs.commandMs = Infinity;
    const record = await releaseOf('a', world.process(), { commandTimeoutMs: 60_000 });

    expect(record.cause?.words).toContain('has not ended within 1 minutes and was stopped');
  });

  it('does not run again for new config', async () => {
    await releaseOf('a');
    const process = world.process();
    await releaseOf('a', process, { reason: 'config' });

    expect(process.made).not.toContain('ecs.runTask');
  });
});

describe('Ctrl-C', () => {
  it('in the roll goes back', async () => {
    const first = await releaseOf('a');
    world.ecs.builds.set(digestOf('b'), 'hangs');
    const controller = new AbortController();
    const process = world.process({ signal: controller.signal });
    const tell = (event: Parameters<typeof process.tell>[0]) => {
      process.tell(event);
      if (event.type === 'observed') controller.abort();
    };
    const record = await release(world.request('b'), process.ports, tell);

    expect(record).toMatchObject({ state: 'rolled_back', cause: { kind: 'interrupted' } });
    expect(world.ecs.services.get('web')?.taskDefinition).toBe(first.taskDefinitions['web']);
    expect(failureOf(record)?.kind).toBe('cancelled');
  });

  it('before the roll touches nothing', async () => {
    const process = world.process({ signal: AbortSignal.abort() });
    const record = await releaseOf('a', process);

    expect(record).toMatchObject({ state: 'failed', cause: { kind: 'interrupted' } });
    expect(process.made).not.toContain('ecs.updateService');
  });
});

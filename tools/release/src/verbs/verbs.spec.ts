import { SampleWorld } from '../sample/sample-world';
import { refusal } from '../sample/sample-ecs';
import { release } from './release';

let world: SampleWorld;

beforeEach(() => (world = new SampleWorld()));

async function releaseOf(letter: string) {
  const process = world.process();
  return release(world.request(letter), process.ports, process.tell);
}

it('lets one of 20 releases run', async () => {
  const started = await Promise.allSettled(Array.from({ length: 20 }, () => releaseOf('a')));

  expect(started.filter((each) => each.status === 'fulfilled')).toMatchObject([
    { value: { version: 1, state: 'live' } },
  ]);
  for (const each of started)
    if (each.status === 'rejected') expect(each.reason).toMatchObject({ kind: 'locked' });
});

it('is not failed by who listens', async () => {
  const { ports } = world.process();
  const record = await release(world.request('a'), ports, () => {
    throw new Error('Slack is down');
  });

  expect(record.state).toBe('live');
});

describe('trouble with AWS in the middle of the watch', () => {
  it('of the network is waited for', async () => {
    const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    let refused = 0;
    const process = world.process({
      onCall: (call) => {
        if (call === 'balancers.describeTargetHealth' && refused++ < 20) throw gone;
      },
    });
    const record = await release(world.request('a'), process.ports, process.tell);

    expect(record.state).toBe('live');
    expect(process.notes).toContain('AWS cannot be reached; still trying. ECS goes on meanwhile.');
  });

  it('of S3 is waited for, too', async () => {
    let refused = 0;
    const process = world.process({
      onCall: (call) => {
        if (call === 'store.replace' && refused++ < 20)
          throw refusal('SlowDown', 'Please reduce your request rate');
      },
    });

    expect((await release(world.request('a'), process.ports, process.tell)).state).toBe('live');
  });

  it('of credentials ends the run, and the next verb settles the release', async () => {
    const process = world.process({
      onCall: (call) => {
        if (call === 'balancers.describeTargetHealth')
          throw refusal('ExpiredTokenException', 'The token has expired');
      },
    });
    await expect(release(world.request('a'), process.ports, process.tell)).rejects.toMatchObject({
      kind: 'credentials',
    });
    await world.pass(31_000);
    const next = world.process({ host: 'runner' });
    await release(world.request('b'), next.ports, next.tell);

    expect((await world.ledger.list()).map(({ version, state }) => `v${version} ${state}`)).toEqual([
      'v2 live',
      'v1 superseded',
    ]);
  });
});

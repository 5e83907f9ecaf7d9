import { SampleWorld } from '../sample/sample-world';
import { release } from '../verbs/release';
import { status } from '../verbs/status';

let world: SampleWorld;
beforeEach(() => (world = new SampleWorld({ scaling: { min: 2 }, release: ['npm', 'run', 'migrate'] })));

describe('what stays of a release that failed', () => {
  const TIDY = { name: '0042-tidy', destructive: ['drops column users.email'] };
  const next = async (letter: string) => {
    const process = world.process();
    return release(world.request(letter), process.ports, process.tell);
  };
  const look = async () => (await status(world.environment, world.process().ports)).taken;

  beforeEach(async () => {
    await next('a');
    world.logs.push(`{"migration":"${TIDY.name}","destructive":${JSON.stringify(TIDY.destructive)}}`);
    world.ecs.commandExit = 1;
  });

  it('is in its record, and in that of the next, which fails before it ran anything', async () => {
    expect(await next('b')).toMatchObject({ state: 'failed', taken: [TIDY] });
    const unknown = await next('9');
    expect(unknown).toMatchObject({ cause: { kind: 'refused' }, taken: [TIDY] });
    expect(unknown.releaseCommand).toBeUndefined();
  });

  it('is in the status until code is live that was made for it', async () => {
    expect(await look()).toEqual([]);
    await next('b');
    expect(await look()).toEqual([TIDY]);
    world.ecs.commandExit = 0;
    await next('c');
    expect(await look()).toEqual([]);
  });

  it('is not what took nothing', async () => {
    world.logs.splice(0, 1, '{"migration":"0043-add","destructive":[]}');
    expect(await next('b')).not.toHaveProperty('taken');
    expect(await look()).toEqual([]);
  });
});

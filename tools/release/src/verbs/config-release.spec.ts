import { digestOf, SampleWorld } from '../sample/sample-world';
import { configRelease } from './config-release';
import { release } from './release';

let world: SampleWorld;

beforeEach(() => (world = new SampleWorld()));

async function releaseOf(letter: string) {
  const process = world.process();
  return release(world.request(letter), process.ports, process.tell);
}

async function configured(reason: 'config' | 'infra' = 'config') {
  const process = world.process();
  return configRelease(world.environment, reason, process.ports, process.tell);
}

describe('a config release', () => {
  it('is not made when nothing changed, nor before the first release', async () => {
    expect(await configured()).toBeUndefined();
    await releaseOf('a');
    expect(await configured()).toBeUndefined();
  });

  it('ships a changed parameter with the same image, once', async () => {
    await releaseOf('a');
    world.parameters.set('/shop/staging/web/KEY', 3);

    expect(await configured()).toMatchObject({
      reason: 'config',
      images: { web: digestOf('a') },
      config: { web: { KEY: 3 } },
    });
    expect(await configured()).toBeUndefined();
  });

  it('ships a newer template', async () => {
    await releaseOf('a');
    const template = world.newTemplate('web');

    expect(await configured('infra')).toMatchObject({
      templates: { web: template },
      commit: { message: 'Change a' },
    });
  });
});

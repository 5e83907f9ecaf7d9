import { asCalled } from '@slipway/tool-terminal';
import { release } from '@slipway/tool-release';
import { SampleWorld } from '@slipway/tool-release/testing';
import { keptWords } from './config-release';

function placeOf(world: SampleWorld) {
  const { ports } = world.process();
  return { environment: world.environment, ...ports, by: 'Ada', now: () => world.time };
}

describe('after config set --no-release', () => {
  it.each([
    [false, 'npx slipway release staging'],
    [true, 'npx slipway release staging --embedded'],
  ])(
    'tasks keep what they have, and the command that ends that is said (embedded: %s)',
    async (embedded, line) => {
      const world = new SampleWorld();
      const { ports, tell } = world.process();
      await release(world.request('a'), ports, tell);

      expect(await asCalled({ embedded }, () => keptWords(placeOf(world)))).toBe(
        `Tasks of "staging" keep what they were released with until the next release: ${line}`,
      );
    },
  );

  it('the first release has it where there was none', async () => {
    expect(await keptWords(placeOf(new SampleWorld()))).toBe(
      'Nothing is released to "staging" yet; the first release has it.',
    );
  });
});

import { workplace } from './workplace';
import { SampleWorld } from '../sample/sample-world';

it.each([
  ['embedded', 'cloud', 'The embedded cloud does not answer.'],
  ['aws', 'failed', 'AWS cannot be reached'],
] as const)('what cannot be reached on %s is told in words of it', async (cloud, kind, words) => {
  const world = new SampleWorld();
  const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const { ports } = world.process({
    onCall: (call) => {
      if (call.startsWith('store.')) throw gone;
    },
  });
  const { store } = workplace(world.environment, { ...ports, cloud }, () => undefined);

  await expect(store.get('v1.json')).rejects.toMatchObject({ kind, message: expect.stringContaining(words) });
});

it('has nothing without patience in reach', () => {
  const { ports } = workplace(
    new SampleWorld().environment,
    new SampleWorld().process().ports,
    () => undefined,
  );

  // @ts-expect-error what is asked through it would end at the first throttled call
  expect(ports.clients).toBeUndefined();
  // @ts-expect-error likewise
  expect(ports.store).toBeUndefined();
});

import type { ShipOptions } from './options';
import { promoteVerb } from './promote-verb';

test('an environment is not promoted to itself', async () => {
  const options = { output: {}, source: 'prod' } as unknown as ShipOptions & { source: string };

  await expect(promoteVerb('prod', options)).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining('npx slipway promote prod --from <environment>'),
  });
});

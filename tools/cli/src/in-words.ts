import type { Args, Values } from './args';

/**
 * The net below every verb: what AWS refuses and no verb has put in words is no defect of ours. Loaded only then.
 *
 * @throws Failure for what AWS said; anything else as it is
 */
export async function inWords<T>(values: Values<Args>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { environment, embedded } = values as { environment?: unknown; embedded?: unknown };
    if (typeof environment !== 'string') throw error;
    const { awsFailure } = await import('@slipway/tool-aws');
    const cloud = embedded === true ? 'embedded' : 'aws';
    throw awsFailure(error, { environment, cloud, safe: 'What was done before that stays.' });
  }
}

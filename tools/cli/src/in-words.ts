import { awsFailure } from '@slipway/tool-aws';
import type { Args, Values } from './args';

/**
 * The net below every verb: what AWS refuses and no verb has put in words is no defect of ours.
 *
 * @returns a Failure for what AWS said; anything else as it is
 */
export function inWords(error: unknown, values: Values<Args>): unknown {
  const { environment, embedded } = values as { environment?: unknown; embedded?: unknown };
  if (typeof environment !== 'string' || !(error instanceof Error)) return error;
  const cloud = embedded === true ? 'embedded' : 'aws';
  return awsFailure(error, { environment, cloud, safe: 'What was done before that stays.' });
}

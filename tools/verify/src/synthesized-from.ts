import { readFileSync } from 'node:fs';
import { synthesize } from '@slipway/tool-synth';
import { Stack } from './stack';

/** What an environment's `main.ts` makes of it. */
export async function synthesizedFrom(workspace: string, name: string): Promise<Stack> {
  const { stackFile, environment } = await synthesize(name, { workspace });
  return new Stack(environment, readFileSync(stackFile, 'utf8'));
}

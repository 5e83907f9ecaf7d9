import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentNames } from '@slipway/tool-synth';
import { synthesizedFrom } from './synthesized-from';
import type { Stack } from './stack';

/** What writes the lists anew: {@link writeAddresses}. */
const COMMAND = 'npm run addresses';

/**
 * How a stack's Terraform addresses differ from those of its environment's reviewed list, for people; `undefined` when
 * they do not. An address that changes is a resource that is destroyed and made anew, so the list is reviewed like code.
 */
export function movedAddresses(stack: Stack, listed: readonly string[]): string | undefined {
  const gone = listed.filter((address) => !stack.addresses.includes(address));
  const come = stack.addresses.filter((address) => !listed.includes(address));
  if (gone.length + come.length === 0) return undefined;
  return [
    `The resources of ${stack.environment.name} are not those of ${fileOf(stack.environment.name)}:`,
    ...gone.map((address) => `  - ${address}`),
    ...come.map((address) => `  + ${address}`),
    'A resource that leaves the list (-) is destroyed by the next deploy, with what it holds.',
    `When that is what you want, write the list anew with \`${COMMAND}\` and commit it.`,
  ].join('\n');
}

/** The reviewed list of an environment. */
export function listedAddresses(workspace: string, name: string): readonly string[] {
  const file = join(workspace, fileOf(name));
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

/** Writes the list of every environment as it now is. */
export async function writeAddresses(workspace: string): Promise<void> {
  for (const name of environmentNames(workspace)) {
    const { addresses } = await synthesizedFrom(workspace, name);
    writeFileSync(join(workspace, fileOf(name)), `${addresses.join('\n')}\n`);
  }
}

function fileOf(name: string): string {
  return `environments/${name}/addresses.txt`;
}

import { existsSync, readdirSync, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import { cloudStatus } from '../cloud';
import { cloudFiles, type CloudOptions } from '../options';
import { readManifest } from './manifest';

/** A state of the cloud that somebody gave a name. */
export interface SavedState {
  readonly name: string;
  readonly directory: string;
  /** ISO 8601, UTC. */
  readonly taken: string;
  /** Environments that live in it. */
  readonly environments: readonly string[];
  /** On the disk. Files of images that the cloud has too are shared with it, and not counted. */
  readonly bytes: number;
}

const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** Where the state of a name is, or would be. @throws Failure `usage` for what is not a name */
export function savedStateFolder(options: CloudOptions, name: string): string {
  if (!NAME.test(name)) {
    throw new Failure(
      'usage',
      `"${name}" is not a name for a saved state. Allowed: up to 63 lowercase letters, digits, ".", "_" and "-", the first a letter or a digit.`,
    );
  }
  return join(statesFolder(options), name);
}

/** All that are whole, the newest first. */
export async function savedStates(options: CloudOptions): Promise<readonly SavedState[]> {
  const folder = statesFolder(options);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const found = names.flatMap((name) => {
    const directory = join(folder, name);
    const manifest = NAME.test(name) && !name.endsWith('.new') ? readManifest(directory) : undefined;
    return manifest ? [{ name, directory, manifest }] : [];
  });
  const states = await Promise.all(
    found.map(async ({ name, directory, manifest: { taken, environments } }) => ({
      ...{ name, directory, taken, environments },
      bytes: await ownBytes(directory),
    })),
  );
  return states.sort((a, b) => b.taken.localeCompare(a.taken));
}

/**
 * Writes all of the running cloud to a folder: a state of its own, from which any cloud can be restored.
 *
 * @throws Failure `cloud` when none is running, or somebody is in the middle of something; `usage` when the folder is
 * there already
 */
export async function saveCloud(options: CloudOptions, directory: string): Promise<void> {
  if (existsSync(directory)) {
    throw new Failure('usage', `${directory} is there already. Nothing was saved.`);
  }
  const cloud = await cloudStatus(options);
  if (!cloud)
    throw new Failure(
      'cloud',
      'The embedded cloud is not running, so there is nothing to save. Start it with: npx slipway cloud start',
    );
  const response = await fetch(`${cloud.endpoint}/_slipway/points/save`, {
    method: 'POST',
    body: JSON.stringify({ directory }),
  });
  if (!response.ok) throw new Failure('cloud', await response.text());
}

export function removeState({ directory }: Pick<SavedState, 'directory'>): void {
  rmSync(directory, { recursive: true, force: true });
}

function statesFolder(options: CloudOptions): string {
  return join(cloudFiles(options).directory, 'state', 'saved');
}

async function ownBytes(path: string): Promise<number> {
  let bytes = 0;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) bytes += await ownBytes(inner);
    else if (entry.isFile()) {
      const { size, nlink } = await stat(inner);
      if (nlink === 1) bytes += size;
    }
  }
  return bytes;
}

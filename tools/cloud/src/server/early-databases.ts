import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Point } from '../points/manifest';
import { fromText } from '../points/plain-text';
import { Databases, type DatabasesOptions, type WantedDatabase } from '../postgres/databases';

/** The databases of a cloud. Those of the point that it is to start from begin to start at once, beside moto. */
export function earlyDatabases(options: DatabasesOptions, point: Point | undefined): Databases {
  const databases = new Databases(options);
  if (point) void warmUp(databases, point).catch(() => undefined);
  return databases;
}

async function warmUp(databases: Databases, { directory }: Point): Promise<void> {
  const text = await readFile(join(directory, 'databases.json'), 'utf8');
  await databases.warmUp(fromText(text) as readonly WantedDatabase[]);
}

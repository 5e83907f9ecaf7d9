import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Versions } from './versions';
import { checksumOf, FORMAT, MANIFEST, readManifest, readPoint, type Manifest, type Point } from './manifest';

/** Points of a cloud that are kept, the newest ones. An older one is there for a newest one that turns out damaged. */
const KEPT = 2;
const UNFINISHED = 'new-';

export interface PointStoreOptions {
  /** Of the cloud. */
  readonly directory: string;
  /** Of moto, and of Slipway: what makes points here, and is to read them. */
  readonly versions: Versions;
}

/**
 * The points of a cloud as folders whose names sort by time. One is written under another name, and gets its own by one
 * rename when it is whole and on the disk.
 */
export class PointStore {
  private readonly points: string;
  private readonly aside: string;

  constructor(private readonly options: PointStoreOptions) {
    this.points = pointsDirectory(options.directory);
    this.aside = join(options.directory, 'state', 'aside');
  }

  /** A folder to write a point's files to. Nobody else may read it: passwords are among what it holds. */
  begin(): string {
    const draft = join(this.points, `${UNFINISHED}${newName()}`);
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    return draft;
  }

  /** What was written is all. */
  seal(draft: string, about: Pick<Manifest, 'images' | 'environments'>): Promise<Manifest> {
    return seal(draft, { ...about, ...this.options.versions });
  }

  /** Makes a sealed draft the newest point. */
  async publish(draft: string): Promise<void> {
    renameSync(draft, join(this.points, newName()));
    for (const old of this.names().slice(0, -KEPT)) this.remove(old);
    await toDisk(this.points);
  }

  abandon(draft: string): void {
    rmSync(draft, { recursive: true, force: true });
  }

  /**
   * The newest point that is whole and fits. What does not is set aside, never half read.
   *
   * @param told of each that was set aside, in words for a user
   */
  async newest(told: (line: string) => void): Promise<Point | undefined> {
    for (const draft of this.entries().filter((name) => name.startsWith(UNFINISHED))) this.remove(draft);
    for (const name of this.names().reverse()) {
      const directory = join(this.points, name);
      const reading = await readPoint(directory, this.options.versions.moto);
      if ('point' in reading) return reading.point;
      this.setAside(directory, reading.misfit, told);
    }
    return undefined;
  }

  /** @param why it does not fit, to follow "was not restored:" */
  setAside(directory: string, why: string, told: (line: string) => void): void {
    const name = directory.slice(directory.lastIndexOf('/') + 1);
    const taken = readManifest(directory)?.taken ?? name;
    mkdirSync(this.aside, { recursive: true, mode: 0o700 });
    const target = join(this.aside, name);
    rmSync(target, { recursive: true, force: true });
    renameSync(directory, target);
    told(`The state of ${taken} was not restored: ${why}. It is kept in ${target}.`);
  }

  last(): Manifest | undefined {
    const name = this.names().at(-1);
    return name === undefined ? undefined : readManifest(join(this.points, name));
  }

  /** Digests of all images that a kept point needs. */
  images(): readonly string[] {
    return this.names().flatMap((name) => readManifest(join(this.points, name))?.images ?? []);
  }

  clear(): void {
    for (const name of this.names()) this.remove(name);
  }

  private names(): string[] {
    return this.entries().filter((name) => !name.startsWith(UNFINISHED));
  }

  private entries(): string[] {
    return existsSync(this.points) ? readdirSync(this.points).sort() : [];
  }

  private remove(name: string): void {
    rmSync(join(this.points, name), { recursive: true, force: true });
  }
}

export const pointsDirectory = (directory: string): string => join(directory, 'state', 'points');

/** Writes the manifest, and everything to the disk: after a power cut a point is whole, or it is not there. */
export async function seal(
  draft: string,
  about: Omit<Manifest, 'format' | 'taken' | 'files'>,
): Promise<Manifest> {
  const files: { [name: string]: string } = {};
  for (const entry of readdirSync(draft, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files[entry.name] = await checksumOf(join(draft, entry.name));
    await toDisk(join(draft, entry.name));
  }
  const taken = new Date().toISOString();
  const manifest: Manifest = { format: FORMAT, taken, ...about, files };
  await writeFile(join(draft, MANIFEST), JSON.stringify(manifest, undefined, 2), { mode: 0o600 });
  await toDisk(join(draft, MANIFEST));
  await toDisk(draft);
  return manifest;
}

async function toDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

let latest = 0;

/** Sorts by time, also two of one millisecond. */
function newName(): string {
  latest = Math.max(Date.now(), latest + 1);
  return new Date(latest).toISOString().replaceAll(/[-:.]/g, '');
}

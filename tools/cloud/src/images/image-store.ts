import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createReadStream, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { Failure } from '@slipway/tool-terminal';
import { copyTree } from '../points/copy-tree';
import { imageDocuments, type ImageConfig, type ImageDocuments, type ImageSettings } from './image-manifest';
import { writeLayer } from './layer';
import { sealedCopy } from './sealed-copy';

/** An image that is kept here. */
export interface StoredImage extends ImageDocuments {
  /** The app's files. Its tasks run in a copy of them. */
  readonly folder: string;
}

/** A blob as a registry serves it. */
export interface Blob {
  readonly type: string;
  readonly size: number;
  read(): Readable;
}

interface Manifest {
  readonly config: { readonly digest: string };
  readonly layers: readonly [{ readonly digest: string; readonly size: number }];
}

/**
 * Images as folders: `sha256-<hex>/` with the app, and beside it what a registry has of it: its manifest, its config and
 * its layer; and, once a task has run, the copy that tasks run in. Next.js writes there, and nothing else may change.
 */
export class ImageStore {
  readonly #directory: string;
  readonly #making = new Map<string, Promise<void>>();

  /** @param directory of the embedded cloud; images are under `images/` there */
  constructor(directory: string) {
    this.#directory = join(directory, 'images');
  }

  /**
   * Takes a copy of a folder. The copy gets its name when it is whole, so nobody ever sees half an image; its digest is
   * the copy's, so a build that goes on while it is copied cannot make the two differ.
   *
   * @throws Failure `usage` for a folder that is not there, or with links that lead out of it
   */
  async add(folder: string, settings: ImageSettings): Promise<StoredImage> {
    if (!existsSync(folder)) {
      throw new Failure('usage', `There is no built app in ${folder}. Build it first, then push it.`);
    }
    await mkdir(this.#directory, { recursive: true });
    const copy = await mkdtemp(join(this.#directory, 'new-'));
    try {
      await sealedCopy(folder, copy);
      const documents = imageDocuments(settings, await writeLayer(copy, `${copy}${LAYER}`));
      const image = { ...documents, folder: this.#path(documents.digest) };
      if (existsSync(image.folder)) return image;
      await writeWhole(`${image.folder}.manifest.json`, image.manifest);
      await writeWhole(`${image.folder}.config.json`, image.config);
      await rename(`${copy}${LAYER}`, `${image.folder}${LAYER}`);
      await rename(copy, image.folder).catch((error: NodeJS.ErrnoException) => {
        // Somebody else pushed the same at the same time.
        if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
      });
      return image;
    } finally {
      await rm(copy, { recursive: true, force: true });
      await rm(`${copy}${LAYER}`, { force: true });
    }
  }

  /** Where the app's files are. `undefined` for an image that is not kept here. */
  folder(digest: string): string | undefined {
    const folder = this.#path(digest);
    return isDigest(digest) && existsSync(folder) ? folder : undefined;
  }

  /**
   * A copy of the app's files that its tasks run in and may write to, also as root, who heeds no mode. It is made for the
   * first of them; the stored files, which saved states share, stay as they were pushed.
   *
   * @returns `undefined` for an image that is not kept here
   */
  async workingFolder(digest: string): Promise<string | undefined> {
    const folder = this.folder(digest);
    if (!folder) return undefined;
    const copy = `${folder}${WORKING}`;
    const making = this.#making.get(digest) ?? (existsSync(copy) ? Promise.resolve() : copied(folder, copy));
    this.#making.set(digest, making);
    await making.finally(() => this.#making.delete(digest));
    return copy;
  }

  async config(digest: string): Promise<ImageConfig | undefined> {
    const folder = this.folder(digest);
    if (!folder) return undefined;
    return JSON.parse(await readFile(`${folder}.config.json`, 'utf8')) as ImageConfig;
  }

  /** A config or a layer by its own digest. */
  async blob(digest: string): Promise<Blob | undefined> {
    for (const image of await this.digests()) {
      const folder = this.#path(image);
      const manifest = JSON.parse(await readFile(`${folder}.manifest.json`, 'utf8')) as Manifest;
      const [layer] = manifest.layers;
      if (manifest.config.digest === digest) {
        const bytes = await readFile(`${folder}.config.json`);
        return { type: 'application/json', size: bytes.length, read: () => Readable.from([bytes]) };
      }
      if (layer.digest === digest) {
        const read = () => createReadStream(`${folder}${LAYER}`);
        return { type: 'application/octet-stream', size: layer.size, read };
      }
    }
    return undefined;
  }

  /** Of all images that are kept. */
  async digests(): Promise<string[]> {
    const names = await readdir(this.#directory).catch(() => []);
    return names.filter((name) => /^sha256-[0-9a-f]{64}$/.test(name)).map((name) => name.replace('-', ':'));
  }

  /** Puts images into another store. Files are shared, not copied; what is there already stays. */
  async share(digests: Iterable<string>, other: ImageStore): Promise<void> {
    await mkdir(other.#directory, { recursive: true });
    for (const digest of digests) {
      const folder = this.folder(digest);
      if (!folder || other.folder(digest)) continue;
      const target = other.#path(digest);
      const part = `${target}.${randomUUID()}`;
      for (const document of ['.manifest.json', '.config.json'])
        await copyFile(`${folder}${document}`, `${target}${document}`);
      await copyTree(`${folder}${LAYER}`, `${target}${LAYER}`, { share: true });
      await copyTree(folder, part, { share: true });
      await rename(part, target);
    }
  }

  /** Removes all but these, and what a push that was interrupted more than an hour ago left behind. */
  async prune(keep: Iterable<string>): Promise<void> {
    const kept = new Set(keep);
    for (const digest of await this.digests()) {
      if (kept.has(digest)) continue;
      const folder = this.#path(digest);
      // The folder goes first: without it there is no image.
      for (const end of ['', '.manifest.json', '.config.json', LAYER, WORKING])
        await rm(`${folder}${end}`, { recursive: true, force: true });
    }
    for (const name of await readdir(this.#directory).catch(() => [])) {
      const path = join(this.#directory, name);
      if (!name.startsWith('new-') || Date.now() - (await stat(path)).mtimeMs < 3_600_000) continue;
      await rm(path, { recursive: true, force: true });
    }
  }

  #path(digest: string): string {
    return join(this.#directory, digest.replace(':', '-'));
  }
}

const LAYER = '.layer.tar';
const WORKING = '.working';

/** What comes from a request becomes a path. */
const isDigest = (text: string) => /^sha256:[0-9a-f]{64}$/.test(text);

/** Whole, or not at all. */
async function copied(folder: string, copy: string): Promise<void> {
  const part = await mkdtemp(join(dirname(copy), 'new-'));
  await sealedCopy(folder, part);
  await rename(part, copy);
}

async function writeWhole(file: string, content: string): Promise<void> {
  const part = `${file}.${randomUUID()}`;
  await writeFile(part, content);
  await rename(part, file);
}

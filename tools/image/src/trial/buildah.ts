import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** An image's configuration, as Docker's format keeps it. */
export interface ImageConfig {
  readonly User: string;
  readonly WorkingDir: string;
  readonly Env: readonly string[];
  readonly Cmd: readonly string[];
  readonly ExposedPorts: { readonly [port: string]: object };
  readonly Labels: { readonly [name: string]: string };
  readonly Healthcheck?: { readonly Test: readonly string[] };
}

type Driver = 'overlay' | 'vfs';

/** Where Buildah, run by root, notes which blobs it has seen, whatever storage it is told to use. */
const BLOB_NOTES = '/var/lib/containers';

/** Buildah with a storage of its own; it needs neither a daemon nor a runtime for containers. */
export class Buildah {
  readonly #folder: string;
  readonly #driver: Driver;
  readonly #hadNotes = existsSync(BLOB_NOTES);

  /** @param folder made, and gone after {@link remove} */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(join(folder, 'tmp'), { recursive: true });
    this.#driver = this.#canOverlay() ? 'overlay' : 'vfs';
  }

  build(context: string, tag: string, args: readonly string[]): void {
    // Docker's format, since OCI's has no health check.
    const settings = ['--isolation', 'chroot', '--format', 'docker', '--pull-never', '--tag', tag];
    this.#run(['build', ...settings, ...args, context]);
  }

  /** Folder with the image's files, as a container sees them. */
  mount(image: string): string {
    const container = this.#run(['from', '--pull-never', image]).trim();
    return this.#run(['mount', container]).trim();
  }

  config(image: string): ImageConfig {
    const inspected = JSON.parse(this.#run(['inspect', '--type', 'image', image])) as {
      readonly Docker: { readonly config: ImageConfig };
    };
    return inspected.Docker.config;
  }

  /** Writes the image as files: `manifest.json`, and its layers as tar files called by the digits of their digests. */
  export(image: string, folder: string): void {
    this.#run(['push', '--format', 'docker', image, `dir:${folder}`]);
  }

  remove(): void {
    try {
      this.#run(['umount', '--all']);
      this.#run(['rm', '--all']);
    } finally {
      rmSync(this.#folder, { recursive: true, force: true });
      if (!this.#hadNotes) rmSync(BLOB_NOTES, { recursive: true, force: true });
    }
  }

  /** Minutes faster, and not to be had inside of some containers. */
  #canOverlay(): boolean {
    try {
      const container = this.#run(['from', 'scratch'], 'overlay').trim();
      this.#run(['mount', container], 'overlay');
      this.#run(['rm', container], 'overlay');
      return true;
    } catch {
      return false;
    }
  }

  #run(args: readonly string[], driver = this.#driver): string {
    const storage = [
      '--root',
      this.#path(driver),
      '--runroot',
      this.#path('run'),
      '--storage-driver',
      driver,
    ];
    return execFileSync('buildah', [...storage, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 256 * 1024 * 1024,
      // What steps keep from build to build, and its own files, go where they are removed from.
      env: { ...process.env, TMPDIR: this.#path('tmp') },
    });
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }
}

import { imageWith } from './sample-registry';
import type { ProcessOptions } from './sample-process';
import { digestOf, SampleWorld } from './sample-world';
import { release } from '../verbs/release';

/** For specs: an environment that keeps assets, and images that bring some. */
export class SampleAssetReleases {
  readonly world: SampleWorld;

  private constructor(service: ServiceOptions) {
    this.world = new SampleWorld(service, { assets: true });
  }

  /** With images a and b in the registry, which have one file in common. */
  static async make(service: ServiceOptions): Promise<SampleAssetReleases> {
    const releases = new SampleAssetReleases(service);
    await releases.push('a', { 'main-1.js': 'one', 'css/site.css': 'body' });
    await releases.push('b', { 'main-2.js': 'two', 'css/site.css': 'body' });
    return releases;
  }

  async push(letter: string, files: { readonly [path: string]: string }): Promise<void> {
    this.world.registry.images.set(digestOf(letter), await imageWith(files));
  }

  async release(letter: string, options: ProcessOptions = {}) {
    const process = this.world.process(options);
    const record = await release(this.world.request(letter), process.ports, process.tell);
    return { record, made: process.made, notes: process.notes, events: process.events };
  }

  /** Their keys in the bucket. */
  get files(): readonly string[] {
    return this.world.bucket.keys('_next/');
  }

  get manifests(): readonly string[] {
    return this.world.bucket.keys('manifests/');
  }
}

type ServiceOptions = ConstructorParameters<typeof SampleWorld>[0];

/** The key of an image's manifest. */
export function manifestOf(letter: string): string {
  return `manifests/${letter.repeat(64)}.json`;
}

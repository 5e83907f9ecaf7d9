import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiCall } from '../gateway/api-service';
import type { KeptParts } from './kept-part';
import type { Manifest, Point } from './manifest';
import { motoEra, saveMoto } from './moto-state';
import { fromText, toText } from './plain-text';
import type { PointStore } from './point-store';

/** A call that changes nothing, by AWS's way to name operations. */
const READS = /^(?:Describe|List|Get|BatchGet|BatchCheck)/;

export interface PointsOptions {
  readonly store: PointStore;
  /** In stages: those of one come back at once, and before the next. */
  readonly parts: readonly KeptParts[];
  readonly motoPort: number;
  /** Does something while no call is being answered; `undefined` when it could not. */
  readonly whileQuiet: <T>(work: () => Promise<T>, withinMs: number) => Promise<T | undefined>;
  /** Whether somebody is in the middle of something that a point must not cut in two. */
  readonly isBusy: () => boolean;
  readonly about: () => Pick<Manifest, 'images' | 'environments'>;
  readonly log: (line: string) => void;
}

/** What came of a wish for a point. */
export type Taken = { readonly taken: string } | { readonly none: 'unchanged' | 'busy' };

export interface Wish {
  /** How long calls that are being answered are waited for. */
  readonly withinMs: number;
}

/** Takes points of the cloud: all of it as it was at one moment, or nothing. */
export class Points {
  private own = 0;
  private resets = 0;
  private last: string | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: PointsOptions) {}

  /** One of our own services has answered a call. */
  answered({ operation }: Pick<ApiCall, 'operation'>): void {
    if (!READS.test(operation)) this.changed();
  }

  /** Something is otherwise than in the last point, and moto does not know. */
  changed(): void {
    this.own += 1;
  }

  /** Takes one, if anything has changed since the last. */
  take(wish: Wish): Promise<Taken> {
    return this.inOrder(async () => {
      if (this.options.isBusy()) return { none: 'busy' };
      if ((await this.state()) === this.last) return { none: 'unchanged' };
      const draft = this.options.store.begin();
      try {
        const written = await this.write(draft, wish);
        if (!written) return { none: 'busy' };
        const manifest = await this.options.store.seal(draft, written.about);
        // Emptied since then: what the draft holds is not to come back.
        if (written.resets !== this.resets) return { none: 'busy' };
        await this.options.store.publish(draft);
        this.last = written.state;
        return { taken: manifest.taken };
      } finally {
        this.options.store.abandon(draft);
      }
    });
  }

  /**
   * Writes a point's files into a folder.
   *
   * @param beside what else has to be of the same moment
   * @returns `undefined` when calls did not come to an end in time
   */
  write(draft: string, { withinMs }: Wish, beside: () => Promise<void> = async () => undefined) {
    return this.options.whileQuiet(async () => {
      // While calls were waited for, a run of Terraform may have begun.
      if (this.options.isBusy()) return undefined;
      const { about, motoPort } = this.options;
      const { own, resets } = this;
      const texts = this.parts().map(([name, part]) => [name, toText(part.save())] as const);
      const described = about();
      const era = await saveMoto(motoPort, draft);
      for (const [name, text] of texts) await writeFile(join(draft, `${name}.json`), text, { mode: 0o600 });
      await beside();
      return { about: described, state: `${own} ${era}`, resets };
    }, withinMs);
  }

  /** Gives every part what a point has of it. */
  async restore({ directory, manifest }: Pick<Point, 'directory' | 'manifest'>): Promise<void> {
    for (const [name, part] of this.parts()) {
      const file = `${name}.json`;
      if (manifest.files[file]) part.restore(fromText(await readFile(join(directory, file), 'utf8')));
    }
  }

  /** What ran runs again. A part that fails leaves the others alone. */
  async resume(): Promise<void> {
    for (const stage of this.options.parts) {
      await Promise.all(
        Object.entries(stage).map(([name, part]) =>
          part.resume().catch((error: unknown) => this.options.log(`${name} is not back: ${String(error)}`)),
        ),
      );
    }
  }

  /** The cloud is emptied: what was is not to come back. */
  async reset(): Promise<void> {
    this.resets += 1;
    this.last = undefined;
    this.options.store.clear();
  }

  private parts() {
    return this.options.parts.flatMap((stage) => Object.entries(stage));
  }

  /** One point after the other. */
  private inOrder<T>(work: () => Promise<T>): Promise<T> {
    const now = this.queue.then(work);
    this.queue = now.catch(() => undefined);
    return now;
  }

  private async state(): Promise<string> {
    return `${this.own} ${await motoEra(this.options.motoPort)}`;
  }
}

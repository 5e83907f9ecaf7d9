import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { restoreCloud, saveCloud } from '@slipway/tool-cloud';
import { Unexpected } from './rehearsal';
import type { WorkspaceCopy } from './workspace-copy';

/** What decides how a deploy leaves an account. Apps do not: nothing is released yet. */
const COMES_FROM = [
  ...['environments', 'libs', 'package-lock.json', 'tsconfig.base.json'],
  ...['aws', 'cloud', 'deploy', 'plan', 'python', 'release', 'ship', 'synth', 'terraform'].map(
    (tool) => `tools/${tool}`,
  ),
];

const HOUR_MS = 3_600_000;

export interface AppliedStateOptions {
  /** Where states of this kind are kept, below the workspace's ignored folder for tests. @default 'applied' */
  readonly folder?: string;
  /** What else decides how the state is: the app, where it is released. @default nothing */
  readonly also?: readonly string[];
}

/**
 * Staging and prod as a deploy leaves them, on the embedded cloud. A deploy of both takes four minutes, most of them
 * waiting. It is done once for each content of what it comes from; after that its state is brought back in seconds.
 */
export class AppliedState {
  private readonly states: string;
  private readonly folder: string;

  /**
   * @param original absolute path of the workspace; states are kept in an ignored folder there
   * @param workspace where the rehearsal takes place; all of it is committed
   */
  constructor(
    original: string,
    private readonly workspace: WorkspaceCopy,
    { folder = 'applied', also = [] }: AppliedStateOptions = {},
  ) {
    this.states = join(original, '.slipway', 'test', folder);
    const content = createHash('sha256')
      .update(workspace.committed([...COMES_FROM, ...also]))
      .digest('hex');
    this.folder = join(this.states, content.slice(0, 16));
  }

  get isKept(): boolean {
    return existsSync(this.folder);
  }

  /** @throws Unexpected when it is damaged; it is not kept any longer then */
  async bringBack(): Promise<void> {
    try {
      await restoreCloud({ workspace: this.workspace.root }, this.folder);
    } catch (error) {
      rmSync(this.folder, { recursive: true, force: true });
      const why = error instanceof Error ? error.message : String(error);
      throw new Unexpected(`${why}\nThe damaged state is removed. The next run deploys both environments.`);
    }
  }

  /** Keeps what the running cloud has, and nothing older. */
  async keep(): Promise<void> {
    if (this.isKept) return;
    mkdirSync(this.states, { recursive: true });
    const part = `${this.folder}.${randomUUID()}`;
    await saveCloud({ workspace: this.workspace.root }, part);
    const older = readdirSync(this.states).filter((name) => !name.includes('.') || this.isAbandoned(name));
    try {
      renameSync(part, this.folder);
    } catch {
      // Another rehearsal was first.
      rmSync(part, { recursive: true, force: true });
      return;
    }
    for (const name of older) rmSync(join(this.states, name), { recursive: true, force: true });
  }

  /** A state is written in seconds: half of an older one is what a killed run left. */
  private isAbandoned(name: string): boolean {
    const written = statSync(join(this.states, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    return Date.now() - written > HOUR_MS;
  }
}

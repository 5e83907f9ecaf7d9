import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import type { ImageConfig } from './buildah';

/**
 * Mounts the image's files read-only, with a `/tmp` in memory as ECS gives it, and becomes the image's user in there: a
 * container as far as files and processes go, by what every Linux has.
 */
const ENTER = [
  'set -e; root=$1; user=$2; folder=$3; shift 3',
  'mount --bind "$root" "$root"',
  'mount -t tmpfs tmpfs "$root/tmp"',
  'mount -t proc proc "$root/proc"',
  'mount --rbind /dev "$root/dev"',
  'mount -o remount,ro,bind "$root"',
  'exec chroot --userspec="$user" "$root" /bin/sh -c \'cd "$0" && exec "$@"\' "$folder" "$@"',
].join('\n');

export interface IsolatedImage {
  readonly root: string;
  readonly config: ImageConfig;
  /** Instead of what the image itself sets. */
  readonly variables: { readonly [name: string]: string };
}

/** A command in an image: what it printed, and how to end it. */
export class IsolatedProcess {
  readonly #child: ChildProcess;
  #output = '';

  constructor({ root, config, variables }: IsolatedImage, command: readonly string[]) {
    const own = Object.fromEntries(config.Env.map((line) => line.split(/=(.*)/s).slice(0, 2)));
    const enter = ['sh', '-c', ENTER, 'enter', root, config.User, config.WorkingDir, ...command];
    this.#child = spawn('unshare', ['--mount', '--pid', '--fork', '--kill-child', ...enter], {
      env: { PATH: process.env.PATH, ...own, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
  }

  get output(): string {
    return this.#output;
  }

  get ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** @returns the exit code */
  async end(): Promise<number | null> {
    if (!this.ended) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }

  /** As ECS stops a task: the image's command is process 1 in there, and gets the signal itself. */
  async terminate(): Promise<number | null> {
    const { pid } = this.#child;
    if (this.ended || pid === undefined) return this.#child.exitCode;
    const inner = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
    if (inner > 0) process.kill(inner, 'SIGTERM');
    return this.end();
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

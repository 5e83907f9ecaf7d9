import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { motoProgram } from '../moto';
import type { ProcessKeeper } from '../processes/process-keeper';

/** How `serve.py` says that what it was to restore does not fit. */
const DOES_NOT_FIT = 65;

export interface MotoReady {
  readonly port: number;
  readonly version: string;
}

/** moto as a child of the gateway. It prints into the gateway's log. */
export class MotoProcess {
  private readonly child: ChildProcess;
  private lastWords = '';

  constructor(keeper: ProcessKeeper, program: Parameters<typeof motoProgram>[0]) {
    this.child = keeper.start({
      ...motoProgram(program),
      // Input that ends when the gateway does; output to its log; where it says that it is ready.
      stdio: ['pipe', 'inherit', 'pipe', 'pipe'],
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      this.lastWords = String(chunk).trim().split('\n').at(-1) ?? '';
    });
  }

  /** Resolves with why it has ended, once it has. */
  async ended(): Promise<string> {
    try {
      const [code, signal] = (await once(this.child, 'exit')) as [number | null, NodeJS.Signals | null];
      return signal ? `signal ${signal}` : `exit code ${code}`;
    } catch (error) {
      // It could not even be started.
      return String(error);
    }
  }

  /**
   * @returns why not, when what it was to restore does not fit
   * @throws Error when it ends otherwise before it is ready, or cannot be started
   */
  async ready(): Promise<MotoReady | { readonly misfit: string }> {
    const closed = new Promise<number | null>((resolve) => this.child.once('close', resolve));
    const said: Buffer[] = [];
    for await (const chunk of this.child.stdio[3] as Readable) said.push(chunk as Buffer);
    if (said.length > 0) return JSON.parse(Buffer.concat(said).toString('utf8')) as MotoReady;
    // Its last words come before its streams are closed.
    if ((await closed) === DOES_NOT_FIT) return { misfit: this.lastWords.replace(/\.$/, '') };
    throw new Error('moto ended before it was ready');
  }
}

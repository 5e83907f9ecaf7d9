import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** For specs: the built app as a process, and what it logs. */
export class SampleServer {
  readonly lines: { readonly [field: string]: unknown }[] = [];
  private readonly exited: Promise<number | null>;

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    this.exited = once(child, 'exit').then(([code]) => code as number | null);
    let rest = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) this.lines.push(JSON.parse(line) as (typeof this.lines)[number]);
    });
  }

  /** Starts what was built into the folder. */
  static spawn(folder: string, port: number, env: { readonly [name: string]: string } = {}): SampleServer {
    const child = spawn(process.execPath, ['server.js'], {
      cwd: folder,
      env: { ...process.env, NODE_ENV: 'production', PORT: String(port), HOSTNAME: '127.0.0.1', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new SampleServer(child, port);
  }

  /** The same, and waits until it answers. */
  static async start(...order: Parameters<typeof SampleServer.spawn>): Promise<SampleServer> {
    const server = SampleServer.spawn(...order);
    while (!(await server.ask('/healthz').catch(() => undefined))?.ok) {
      if (server.child.exitCode !== null) throw new Error(`It has ended: ${JSON.stringify(server.lines)}`);
      await sleep(25);
    }
    return server;
  }

  ask(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, { redirect: 'manual', ...init });
  }

  async untilLogged(message: string): Promise<void> {
    while (!this.lines.some((line) => line['message'] === message)) await sleep(5);
  }

  /** @returns the exit code; `null` when a signal ended it */
  stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }

  /** Waits until it ends by itself. */
  end(): Promise<number | null> {
    return this.exited;
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { REPOSITORY } from '../sample-cloud';

/** The app imports nothing of ours and we nothing of it, so its database code is met in a process of its own. */
const PROGRAM = `
  import { createInterface } from 'node:readline';
  import { openDatabase } from './database';

  const say = (line) => process.stdout.write(JSON.stringify(line) + '\\n');
  const log = (level, message, fields) => say({ log: message, ...fields });
  const select = (database) => database.raw('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
  let database;
  let held;
  const asked = {
    open: async () => { database = openDatabase(process.env, { connections: 4, log }); },
    hold: async () => { held = await database.client.acquireConnection(); },
    held: async () => (await select(database).connection(held)).rows[0].ssl,
    one: async () => (await select(database)).rows[0].ssl,
    three: async () => (await Promise.all([1, 2, 3].map(() => database.raw('select pg_sleep(0.3)')))).length,
  };
  createInterface({ input: process.stdin }).on('line', (name) =>
    asked[name]().then((answer = null) => say({ answer }), ({ message }) => say({ refused: message })));`;

/** One line of a probe: the answer to what it was asked, or something logged before. */
interface Line {
  readonly answer?: unknown;
  readonly refused?: string;
  readonly log?: string;
}

/** A process with the app's database code, which does what it is asked and says how that went. */
export class SampleProbe {
  /** All that it has logged. */
  readonly log: Line[] = [];
  private readonly child: ChildProcess;
  private readonly waiting: ((line: Line) => void)[] = [];

  /** @param script what {@link buildProbe} made */
  constructor(script: string, env: { readonly [name: string]: string }) {
    this.child = spawn(process.execPath, [script], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.child.stdout! }).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      if (line.log === undefined) this.waiting.shift()?.(line);
      else this.log.push(line);
    });
  }

  /** @returns what came of it: an answer, or the words of an error */
  async ask(name: 'open' | 'hold' | 'held' | 'one' | 'three'): Promise<Line> {
    const answered = new Promise<Line>((resolve) => this.waiting.push(resolve));
    this.child.stdin!.write(`${name}\n`);
    return answered;
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}

/** Builds the program of probes into a folder. @returns its file */
export async function buildProbe(folder: string): Promise<string> {
  const outfile = join(folder, 'probe.cjs');
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  await build({
    stdin: { contents: PROGRAM, loader: 'js', resolveDir: join(REPOSITORY, 'apps/web/src') },
    outfile,
    bundle: true,
    platform: 'node',
    packages: 'external',
  });
  return outfile;
}

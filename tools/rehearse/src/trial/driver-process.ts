import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import type { PhaseName, ReleaseEvent, ReleaseRecord } from '@slipway/tool-release';
import type { TrialPlace } from './trial-environment';

/** What a process of its own is to do. */
export interface DriverOrder {
  readonly place: TrialPlace;
  /** Image to push. @default what a `config` verb does: settle what was left, and release what is newer */
  readonly digest?: string;
  /** Roll back instead. @default false */
  readonly rollback?: boolean;
  /** The event at which it kills itself as it hears of it, with the phase where the event has one. @default never */
  readonly killAt?: { readonly type: ReleaseEvent['type']; readonly phase?: PhaseName };
  /** Milliseconds by which its clock is ahead. @default 0 */
  readonly clockAhead?: number;
}

export interface DriverEnd {
  /** `null` when it was killed. */
  readonly code: number | null;
  readonly events: readonly ReleaseEvent[];
  readonly record?: ReleaseRecord;
  readonly failure?: string;
  /** What it noted, a line each. */
  readonly notes: readonly string[];
}

/** Processes that release, of the one program that is built for them. */
export class Drivers {
  private readonly folder: string;
  private readonly program: string;

  /** @param workspace absolute path of the workspace, where the packages that are not bundled are found */
  constructor(workspace: string) {
    const parent = join(workspace, '.slipway', 'test');
    mkdirSync(parent, { recursive: true });
    this.folder = mkdtempSync(join(parent, 'driver-'));
    this.program = join(this.folder, 'driver.cjs');
    buildSync({
      entryPoints: [join(workspace, 'tools/rehearse/src/trial/driver.ts')],
      outfile: this.program,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'cjs',
      tsconfig: join(workspace, 'tsconfig.base.json'),
      logLevel: 'error',
    });
  }

  /**
   * Runs one to its end, whichever that is.
   *
   * @param tell hears of each event as it happens
   */
  async run(order: DriverOrder, tell: (event: ReleaseEvent) => void = () => undefined): Promise<DriverEnd> {
    const file = join(mkdtempSync(join(this.folder, 'order-')), 'order.json');
    writeFileSync(file, JSON.stringify(order));
    const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
    const child = spawn(process.execPath, [this.program, file], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: Line[] = [];
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      lines.push(line);
      if (line.event) tell(line.event);
    });
    const code = await new Promise<number | null>((done) => child.once('close', done));
    const events = lines.flatMap(({ event }) => event ?? []);
    const { record, failure } = lines.at(-1) ?? {};
    const notes = events.flatMap((event) => (event.type === 'note' ? event.text : []));
    return { code, events, record, failure, notes };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Line {
  readonly event?: ReleaseEvent;
  readonly record?: ReleaseRecord;
  readonly failure?: string;
}

import { cloudStatus, type Cloud } from '@slipway/tool-cloud';
import type { ReleaseRecord } from '@slipway/tool-release';
import { formatDuration } from '@slipway/tool-terminal';
import { CommandLine, type Ended, type LineOptions } from './command-line';
import { Unexpected } from './rehearsal';
import { startLoad, type LoadResult } from './steady-load';
import type { WorkspaceCopy } from './workspace-copy';

export interface UnderLoad {
  readonly ended: Ended;
  readonly load: LoadResult;
}

/**
 * Requests a second, each for a page that is rendered from the database: a steady stream that two cores carry while they
 * also migrate and start tasks. More would only stand in line.
 */
const RATE = 30;

/** What each roll under load is measured with, at least: enough that users ask before, during and after it. */
const REQUESTS = 500;

/** The same where there is time to wait for what happens once in thousands. */
export const FULL_REQUESTS = 5_000;

export interface StageOptions {
  /** Requests that each roll under load sees, at least. @default 500 */
  readonly requests?: number;
}

/** Where a rehearsal takes place: a copy of the workspace, its embedded cloud, and the command line. */
export class Stage {
  readonly slipway: CommandLine;
  private readonly requests: number;

  constructor(
    readonly workspace: WorkspaceCopy,
    log: (text: string) => void,
    { requests = REQUESTS }: StageOptions = {},
  ) {
    this.slipway = new CommandLine(workspace.root, log);
    this.requests = requests;
  }

  /** @throws Unexpected when the line ends with another code than it should */
  async expect(code: number, line: readonly string[], options?: LineOptions): Promise<Ended> {
    const ended = await this.slipway.run(line, options);
    if (ended.code === code) return ended;
    throw new Unexpected(
      `slipway ${line.join(' ')} ended with ${ended.code} instead of ${code}:\n${ended.said}`,
    );
  }

  /** Runs a release that must end as a record of that state, whatever the exit code. */
  async record(
    state: ReleaseRecord['state'],
    line: readonly string[],
    options?: LineOptions,
  ): Promise<ReleaseRecord> {
    return recordOf(state, await this.slipway.run([...line, '--json'], options));
  }

  /**
   * Builds what the next release of the app will bring. A pipeline does that on a machine of its own; here it would take
   * the cores of the tasks that users are waiting for.
   */
  async build(environment: string): Promise<void> {
    await this.expect(0, ['build', environment]);
  }

  /** The same, with users who go on asking for pages meanwhile, none of whom may notice. */
  async recordUnderLoad(
    environment: string,
    state: ReleaseRecord['state'],
    line: readonly string[],
  ): Promise<ReleaseRecord & { readonly load: LoadResult; readonly verb: number }> {
    const running = startLoad(await this.url(environment), { rate: RATE });
    const ended = await this.slipway.run([...line, '--json']);
    await running.reach(this.requests);
    const load = await running.stop();
    const record = recordOf(state, ended);
    const failed = Object.entries(load.failures);
    if (failed.length > 0) {
      const list = failed.map(([what, count]) => `${count} × ${what}`).join(', ');
      throw new Unexpected(
        `Requests that failed, of ${load.requests}: ${list}. The release itself: ${ended.said}`,
      );
    }
    return { ...record, load, verb: ended.seconds };
  }

  /** @throws Unexpected unless a plan has nothing to change */
  async unchanged(environment: string): Promise<void> {
    await this.expect(0, ['plan', environment, '--detailed-exitcode']);
  }

  /** Where the environment's users find it on this machine. */
  async url(environment: string): Promise<string> {
    const { url } = await this.slipway.json<{ readonly url: string }>(['open', environment]);
    return url;
  }

  /** A page of the app as a user gets it. */
  async page(environment: string): Promise<{ readonly release: string | null; readonly text: string }> {
    const response = await fetch(await this.url(environment));
    if (!response.ok) throw new Unexpected(`${environment} answers with HTTP ${response.status}.`);
    return { release: response.headers.get('x-release'), text: await response.text() };
  }

  async cloud(): Promise<Cloud> {
    const cloud = await cloudStatus({ workspace: this.workspace.root });
    if (!cloud) throw new Unexpected('The embedded cloud has stopped.');
    return cloud;
  }
}

function recordOf(state: ReleaseRecord['state'], { code, stdout, said }: Ended): ReleaseRecord {
  let record: ReleaseRecord;
  try {
    record = JSON.parse(stdout) as ReleaseRecord;
  } catch {
    throw new Unexpected(`No release was made (exit code ${code}):\n${said}`);
  }
  if (record.state === state) return record;
  throw new Unexpected(`v${record.version} is ${record.state} instead of ${state}:\n${said}`);
}

/** `5,400 requests at 300 a second, none failed`. */
export function loadWords({ requests, seconds }: LoadResult): string {
  const rate = Math.round(requests / seconds);
  return `${requests.toLocaleString('en')} requests at ${rate} a second, none failed`;
}

/** `v3 live in 18 s`. */
export function releaseWords({ version, state, phases }: ReleaseRecord): string {
  const seconds = phases.reduce((sum, phase) => sum + phase.seconds, 0);
  return `v${version} ${state.replace('_', ' ')} in ${formatDuration(seconds)}`;
}

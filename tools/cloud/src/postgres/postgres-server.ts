import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessKeeper } from '../processes/process-keeper';
import type { CertificateAuthority } from './certificate-authority';
import { backUp, copyAtRest } from './copy-data';
import { initializeData, refuseOtherMajor } from './data-folder';
import { endLeftover } from './leftover';
import { freePort } from './free-port';
import type { PostgresBinaries } from './postgres-binaries';
import type { PostgresUser } from './postgres-home';
import { preloadedLibraries, type ParameterValues } from './parameters';
import { PostgresPrograms } from './postgres-programs';
import { writeAccess, writeCertificate } from './server-access';

const STARTS_WITHIN_MS = 30_000;
const STOPS_WITHIN_MS = 10_000;
/** What a killed server has left, such as processes that have yet to notice, is gone by then. */
const RETRIES = 40;

/** Loopback alone, and no socket in a folder that others share. Everything that guards data stays on. */
const SETTINGS: { readonly [name: string]: string } = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  ssl: 'on',
  shared_buffers: '32MB',
  log_timezone: 'UTC',
  huge_pages: 'off',
  logging_collector: 'off',
};

export interface PostgresServerOptions {
  /** A folder of its own: `data/`, `log`, the last port and the superuser's password. */
  readonly folder: string;
  readonly binaries: PostgresBinaries;
  readonly keeper: ProcessKeeper;
  /** Signs what the server shows to its clients. */
  readonly authority: CertificateAuthority;
  readonly user?: PostgresUser;
}

export interface ServerStart {
  /** Whether only TLS is let in. */
  readonly forceTls: boolean;
  /** Of its parameter group. @default none */
  readonly parameters?: ParameterValues;
}

/** One Postgres server and its data. */
export class PostgresServer {
  private child: ChildProcess | undefined;
  private readonly data: string;
  private readonly programs: PostgresPrograms;

  constructor(private readonly options: PostgresServerOptions) {
    this.data = join(options.folder, 'data');
    this.programs = new PostgresPrograms(options);
  }

  get port(): number {
    return Number(this.read('port') ?? 0);
  }

  get superuserPassword(): string {
    return this.read('password') ?? '';
  }

  /** What its clients trust, PEM. */
  get authority(): string {
    return this.options.authority.certificate;
  }

  get binaries(): PostgresBinaries {
    return this.options.binaries;
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /**
   * Answers when this returns; makes the data folder if there is none. On its last port where that is free. Where it
   * runs already, it is told whom to let in from now on.
   *
   * @throws Failure `cloud` with the end of its log when it does not come up
   */
  async start({ forceTls, parameters = {} }: ServerStart): Promise<void> {
    if (this.child && this.isRunning) {
      if (writeAccess(this.data, forceTls)) this.options.keeper.signal(this.child, 'SIGHUP');
      return;
    }
    await endLeftover(this.data);
    if (!this.superuserPassword) await initializeData(this.programs, this.options);
    refuseOtherMajor(this.data, this.options.binaries);
    writeAccess(this.data, forceTls);
    writeCertificate(this.data, await this.options.authority.issue(), this.options.user);
    for (let tries = 0; ; tries++) {
      if (await this.launch(await freePort(this.port), parameters)) return;
      const said = this.programs.lastWords();
      const passes = /pre-existing shared memory block|Address already in use|could not bind/i.test(said);
      if (!passes || tries === RETRIES) throw this.programs.failure('did not start', said);
      await sleep(100);
    }
  }

  /** Ends it and keeps its data: connections are closed, what was committed is on disk. */
  async stop(): Promise<void> {
    await this.end('SIGINT');
  }

  /** Copies it, with its data, to a folder that a server can be started on. */
  async copyTo(target: string): Promise<void> {
    mkdirSync(target, { recursive: true, mode: 0o755 });
    const copy = join(target, 'data');
    if (this.isRunning) await backUp(this, this.data, copy);
    else await copyAtRest(this.data, copy);
    // Last: a folder with a password is whole.
    for (const name of ['port', 'password'] as const) {
      const content = this.read(name);
      if (content !== undefined) writeFileSync(join(target, name), content, { mode: 0o600 });
    }
  }

  /** Ends it and removes its data. */
  async drop(): Promise<void> {
    await this.end('SIGQUIT');
    await endLeftover(this.data);
    rmSync(this.options.folder, { recursive: true, force: true });
  }

  /** @returns whether it answers; `false` when it has ended instead */
  private async launch(port: number, parameters: ParameterValues): Promise<boolean> {
    const shared_preload_libraries = preloadedLibraries(parameters);
    const settings = Object.entries({ ...SETTINGS, shared_preload_libraries, port: String(port) });
    const child = this.programs.start(this.options.binaries.postgres, [
      ...['-D', this.data],
      ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ]);
    this.child = child;
    for (
      const deadline = Date.now() + STARTS_WITHIN_MS;
      Date.now() < deadline && this.isRunning;
      await sleep(15)
    ) {
      if (!this.saysReady()) continue;
      writeFileSync(join(this.options.folder, 'port'), String(port));
      return true;
    }
    await this.end('SIGQUIT');
    return false;
  }

  /** The eighth line of postmaster.pid is its state (`LOCK_FILE_LINE_PM_STATUS` in Postgres's pidfile.h). */
  private saysReady(): boolean {
    const pidFile = join(this.data, 'postmaster.pid');
    return existsSync(pidFile) && readFileSync(pidFile, 'utf8').split('\n')[7]?.trim() === 'ready';
  }

  private async end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    const { child } = this;
    if (child && this.isRunning) {
      const ended = once(child, 'exit').then(() => true);
      this.options.keeper.signal(child, signal);
      const inTime = await Promise.race([ended, sleep(STOPS_WITHIN_MS, false, { ref: false })]);
      if (!inTime) this.options.keeper.signal(child, 'SIGKILL');
      await ended;
    }
    this.child = undefined;
  }

  private read(name: 'port' | 'password'): string | undefined {
    const file = join(this.options.folder, name);
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  }
}

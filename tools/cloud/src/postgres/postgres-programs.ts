import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import type { KeptProgram, ProcessKeeper } from '../processes/process-keeper';
import type { PostgresUser } from './postgres-home';

export interface PostgresProgramsOptions {
  /** Where they run and where their `log` lies, which is of the last one. */
  readonly folder: string;
  readonly keeper: ProcessKeeper;
  readonly user?: PostgresUser;
}

/** Starts the programs of Postgres, one after the other, and knows what the last one has said. */
export class PostgresPrograms {
  private readonly log: string;

  constructor(private readonly options: PostgresProgramsOptions) {
    this.log = join(options.folder, 'log');
  }

  /** @throws Failure `cloud` when it cannot be run at all */
  start(command: string, args: readonly string[]): ChildProcess {
    const { keeper, folder, user } = this.options;
    const log = openSync(this.log, 'w', 0o600);
    try {
      const stdio: KeptProgram['stdio'] = ['ignore', log, log];
      // The environment's locale decides nothing; macOS wants one all the same.
      const child = keeper.start({ command, args, cwd: folder, env: { LC_ALL: 'C' }, stdio, user });
      // Somebody must listen; that it has no process id says the same.
      child.on('error', () => undefined);
      if (child.pid === undefined) throw this.failure('did not start', `${command} cannot be run.`);
      return child;
    } finally {
      closeSync(log);
    }
  }

  lastWords(): string {
    return readFileSync(this.log, 'utf8').trim().split('\n').slice(-5).join('\n');
  }

  failure(what: string, said = this.lastWords()): Failure {
    const log = said.split('\n').map((line) => `  ${line}`);
    return new Failure('cloud', [`Postgres ${what}.`, ...log, `Its log: ${this.log}`].join('\n'));
  }
}

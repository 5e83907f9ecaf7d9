import { reason, type Log } from '../log';

/** For how long a secret that brought nothing new is left alone. A rotation takes a few seconds. */
const PAUSE_MS = 3_000;

export interface DatabasePasswordOptions {
  /** What the task was started with. */
  readonly initial: string | undefined;
  /** Reads the password that counts by now. @default there is no other */
  readonly read?: () => Promise<string>;
  readonly log: Log;
  /** Milliseconds. @default the process's clock */
  readonly now?: () => number;
}

/** The password of the database, which RDS changes from time to time while the app runs. */
export class DatabasePassword {
  private value: string | undefined;
  private reading: Promise<void> | undefined;
  private notBefore = -Infinity;

  constructor(private readonly options: DatabasePasswordOptions) {
    this.value = options.initial;
  }

  get current(): string | undefined {
    return this.value;
  }

  /**
   * What a connection is opened with. Only asked for where Postgres wants one.
   *
   * @throws Error when there is none
   */
  async get(): Promise<string> {
    if (this.value === undefined) await this.renew(undefined);
    if (this.value !== undefined) return this.value;
    throw new Error('Postgres asks for a password, and DATABASE_PASSWORD is not set.');
  }

  /**
   * To be asked when Postgres has refused a password. Reads the secret, once for all who ask at the same time, and not
   * again for a few seconds if that brought nothing new: in the middle of a rotation Postgres has the new password
   * before the secret does.
   *
   * @returns whether there is another password than the one that was refused
   */
  async renew(refused: string | undefined): Promise<boolean> {
    if (this.value === refused) {
      this.reading ??= this.read().finally(() => (this.reading = undefined));
      await this.reading;
    }
    return this.value !== refused;
  }

  private async read(): Promise<void> {
    const { read, log, now = () => performance.now() } = this.options;
    try {
      if (!read || now() < this.notBefore) return;
      const found = await read();
      if (found === this.value) this.notBefore = now() + PAUSE_MS;
      else if (this.value !== undefined) log('info', 'the database has a new password');
      this.value = found;
    } catch (error) {
      this.notBefore = now() + PAUSE_MS;
      log('error', 'the secret of the database cannot be read', { reason: reason(error) });
    }
  }
}

import { readdirSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import type { ProcessKeeper } from '../processes/process-keeper';
import { CertificateAuthority } from './certificate-authority';
import { SUPERUSER } from './data-folder';
import { MovedPorts } from './moved-ports';
import { settleMasterUser, type MasterUser } from './master-user';
import { settleParameters, type ParameterValues } from './parameters';
import { postgresBinaries, postgresPackage, type PostgresBinaries } from './postgres-binaries';
import { postgresHome, sweepHomes, type PostgresHome } from './postgres-home';
import { PostgresServer } from './postgres-server';

/** Names one RDS instance. */
export interface DatabaseName {
  readonly account: string;
  readonly region: string;
  readonly identifier: string;
}

export interface WantedDatabase extends DatabaseName, MasterUser {
  /** What was asked for. What answers is always the one version that npm brings. */
  readonly engineVersion?: string;
  /** Whether only TLS is let in: `rds.force_ssl`. @default true, as RDS has it from Postgres 15 on */
  readonly forceTls?: boolean;
  /** What its parameter group sets. @default nothing */
  readonly parameters?: ParameterValues;
}

/** Where a database answers. */
export interface DatabaseEndpoint {
  readonly host: '127.0.0.1';
  readonly port: number;
}

export interface SavedDatabase extends WantedDatabase {
  /** That it has had, the last one last. */
  readonly ports: readonly number[];
}

export interface MovedDatabase extends DatabaseName {
  readonly port: number;
}

export interface DatabasesOptions {
  /** Absolute path of the workspace, where npm has put Postgres. */
  readonly workspace: string;
  /** The cloud's own directory; `postgresHome` says where below or beside it data lives. */
  readonly directory: string;
  readonly keeper: ProcessKeeper;
}

/** Where the authority stands that has signed the certificates of a cloud's databases, once there is one. */
export function databaseAuthorityFile(cloudDirectory: string): string {
  return join(cloudDirectory, 'postgres-authority.pem');
}

/**
 * A real Postgres server behind each RDS instance of the embedded cloud. Data survives the cloud, however it ends,
 * until its instance is deleted or the cloud is reset.
 */
export class Databases {
  /** What was asked for last, by folder. */
  private readonly wanted = new Map<string, WantedDatabase>();
  /** All that each has had, the last one last. */
  private readonly ports = new Map<string, readonly number[]>();
  readonly moved = new MovedPorts();
  private readonly servers = new Map<string, PostgresServer>();
  /** What happens to one instance happens in order. */
  private readonly queues = new Map<string, Promise<unknown>>();
  private knownHome: PostgresHome | undefined;
  private knownBinaries: Promise<PostgresBinaries> | undefined;
  private knownAuthority: Promise<CertificateAuthority> | undefined;

  constructor(private readonly options: DatabasesOptions) {}

  /**
   * Makes the database or opens it again, with this user and password. Asked again while it runs, it changes the
   * password, or whom it lets in.
   *
   * @throws Failure `usage` for a name that RDS refuses; `cloud` when Postgres does not start; `toolMissing` when it is
   * not installed
   */
  async ensure(wanted: WantedDatabase): Promise<DatabaseEndpoint> {
    const name = folderName(wanted);
    if (wanted.username === SUPERUSER)
      throw new Failure(
        'usage',
        `MasterUsername ${SUPERUSER} is taken: RDS keeps it for itself. Choose another.`,
      );
    return this.inOrder(name, async () => {
      const server = await this.server(name);
      await server.start(startOf(wanted));
      await settleMasterUser(server, wanted);
      await settleParameters(server, startOf(wanted));
      this.wanted.set(name, wanted);
      return { host: '127.0.0.1', port: server.port };
    });
  }

  /** Which there are. What is in them stays where it is, and may be newer than a saved state that names them. */
  save(): readonly SavedDatabase[] {
    return [...this.wanted].map(([name, wanted]) => ({ ...wanted, ports: this.portsOf(name) }));
  }

  restore(saved: readonly SavedDatabase[]): void {
    for (const { ports, ...wanted } of saved) {
      this.wanted.set(folderName(wanted), wanted);
      this.ports.set(folderName(wanted), ports);
    }
  }

  /**
   * Passwords become those of the saved state again.
   *
   * @returns those that came back at another port than they had
   */
  async resume(): Promise<readonly MovedDatabase[]> {
    const back = await Promise.all(
      [...this.wanted].map(async ([name, wanted]) => {
        const before = this.ports.get(name) ?? [];
        const { port } = await this.ensure(wanted);
        this.moved.moved(before, port);
        const { account, region, identifier } = wanted;
        return before.at(-1) === port ? [] : [{ account, region, identifier, port }];
      }),
    );
    return back.flat();
  }

  /** Starts servers while nobody asks yet, so that they are there when somebody does. What fails now is said then. */
  async warmUp(saved: readonly WantedDatabase[]): Promise<void> {
    await Promise.allSettled(
      saved.map((wanted) => {
        const name = folderName(wanted);
        return this.inOrder(name, async () => (await this.server(name)).start(startOf(wanted)));
      }),
    );
  }

  /** Copies all databases into a folder of their own, each as of one moment. */
  async copyTo(directory: string): Promise<void> {
    await Promise.all(
      [...this.servers].map(([name, server]) =>
        this.inOrder(name, () => server.copyTo(join(directory, name))),
      ),
    );
  }

  /** Ends an instance and removes its data. Nothing happens if there is none. */
  async drop(instance: DatabaseName): Promise<void> {
    await this.dropNamed(folderName(instance));
  }

  /** Drops every instance of every account, those of earlier runs too. */
  async reset(): Promise<void> {
    const { servers } = this.home();
    const onDisk = existsSync(servers) ? readdirSync(servers) : [];
    const names = new Set([...onDisk, ...this.servers.keys()]);
    await Promise.all([...names].map((name) => this.dropNamed(name)));
  }

  /** Ends all servers; their data stays. */
  async stop(): Promise<void> {
    const running = [...this.servers];
    await Promise.all(running.map(([name, server]) => this.inOrder(name, () => server.stop())));
  }

  private portsOf(name: string): readonly number[] {
    const port = this.servers.get(name)?.port ?? 0;
    const before = (this.ports.get(name) ?? []).filter((one) => one !== port);
    return port > 0 ? [...before, port] : before;
  }

  private dropNamed(name: string): Promise<void> {
    return this.inOrder(name, async () => {
      const server = await this.server(name);
      await server.drop();
      this.servers.delete(name);
      this.wanted.delete(name);
      this.ports.delete(name);
    });
  }

  private async server(name: string): Promise<PostgresServer> {
    const { servers, user } = this.home();
    const [binaries, authority] = await Promise.all([this.binaries(), this.authority()]);
    const known = this.servers.get(name);
    if (known) return known;
    const { keeper } = this.options;
    const server = new PostgresServer({ folder: join(servers, name), binaries, keeper, authority, user });
    this.servers.set(name, server);
    return server;
  }

  private home(): PostgresHome {
    return (this.knownHome ??= postgresHome(this.options.directory));
  }

  private binaries(): Promise<PostgresBinaries> {
    return (this.knownBinaries ??= this.prepareBinaries().catch((error: unknown) => {
      this.knownBinaries = undefined;
      throw error;
    }));
  }

  private authority(): Promise<CertificateAuthority> {
    return (this.knownAuthority ??= CertificateAuthority.create().then((authority) => {
      writeFileSync(databaseAuthorityFile(this.options.directory), authority.certificate);
      return authority;
    }));
  }

  private async prepareBinaries(): Promise<PostgresBinaries> {
    await sweepHomes();
    return postgresBinaries(this.home().binaries, postgresPackage());
  }

  private inOrder<T>(name: string, action: () => Promise<T>): Promise<T> {
    const before = this.queues.get(name) ?? Promise.resolve();
    const now = before.then(action, action);
    this.queues.set(name, now);
    return now;
  }
}

const startOf = ({ forceTls = true, parameters = {} }: WantedDatabase) => ({ forceTls, parameters });

/** Becomes a path, so nothing may be in it that RDS would refuse. */
function folderName({ account, region, identifier }: DatabaseName): string {
  const name = `${account}-${region}-${identifier}`;
  if (
    /^\d{12}$/.test(account) &&
    /^[a-z]{2}[a-z0-9-]+$/.test(region) &&
    /^[a-z][a-z0-9-]{0,62}$/i.test(identifier)
  )
    return name.toLowerCase();
  throw new Failure(
    'usage',
    `"${name}" names no RDS instance. Allowed: 12 digits, a region, and an identifier of up to 63 letters, digits and hyphens that starts with a letter.`,
  );
}

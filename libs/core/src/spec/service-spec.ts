export interface ServiceSpec {
  /**
   * Folder below `apps` whose image the service runs. Another app comes with the next release, and needs no deploy.
   *
   * @default the one that is called like the service, else `web`
   */
  readonly app?: string;
  /** Size of one task, one of Fargate's cpu and memory pairs. @default '0.25 vCPU' */
  readonly cpu?: string;
  /** @default the smallest memory that Fargate offers with `cpu` */
  readonly memory?: string;
  /** Port the process listens on; its `PORT` variable. 1024 to 65535, because the process is not root. @default 3000 */
  readonly port?: number;
  /** Command in the image, as written: `${HOME}` is expanded in the container, if by anything. @default the image's own */
  readonly command?: readonly string[];
  /**
   * Command in the image that every release runs once, as a task of its own with the new image, before any new task of
   * the service: migrations. When it fails, the release does, and the service was not touched. Only `web` may have it.
   *
   * @default none: nothing runs before the new tasks
   */
  readonly release?: readonly string[];
  /**
   * When the schema changes: once before the new tasks by `release`, or `on-start` in every container as it starts, which
   * gets the variable `MIGRATE=on-start` and has to take turns with the others. Not together with `release`.
   *
   * @default 'release-phase'
   */
  readonly migrate?: MigrateMode;
  /**
   * Plain environment variables; a `DATABASE_POOL_SIZE` here replaces the computed one. Not for secrets: those are kept
   * with `slipway config set`.
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * Names of the secrets without which a release is refused; each is set with `slipway config set <env> <NAME>`.
   *
   * @default none: a release takes those that are there
   */
  readonly secrets?: readonly string[];
  readonly healthCheck?: HealthCheckSpec;
  /**
   * Seconds that a new task may take until it answers its health checks: earlier failures are not held against it, and a
   * task that does not answer by then is replaced. 10 to 600.
   *
   * @default 60, with `migrate: 'on-start'` 600: as long as a start may wait for another that migrates
   */
  readonly startSeconds?: number;
  /**
   * Seconds that a leaving task has for the requests that it is answering; it gets no new ones. What lasts longer, such
   * as an upload, a stream or a WebSocket, is cut off by every roll. Each roll takes that long, needed or not. 0 to 900.
   *
   * @default 60 in production, as long as the load balancer waits for an answer; 10 elsewhere
   */
  readonly drainSeconds?: number;
  /** Seconds from SIGTERM, which comes after the drain, until a process that has not ended is killed. 1 to 120. @default 2 */
  readonly stopSeconds?: number;
  readonly scaling?: ScalingSpec;
  /** Processor of the image. @default 'x86_64' */
  readonly architecture?: 'x86_64' | 'arm64';
  /**
   * The process may write to its root file system. @default false; `/tmp` is always writable
   */
  readonly writableRoot?: boolean;
}

export type MigrateMode = 'release-phase' | 'on-start';

export interface HealthCheckSpec {
  /** Answers 200 when the task can take traffic. @default '/healthz' */
  readonly path?: string;
  /** Seconds between checks; half of it (2 to 120) is the timeout. 5 to 300. @default 5 */
  readonly intervalSeconds?: number;
  /** Checks in a row that must pass. 2 to 10. @default 2 */
  readonly healthyAfter?: number;
}

export interface ScalingSpec {
  /** Tasks that always run; at least 2 in production. @default 2 in production, otherwise 1 */
  readonly min?: number;
  /** @default three times `min` */
  readonly max?: number;
  /** Average cpu in percent that scaling aims at, 10 to 90. @default 60 */
  readonly cpuPercent?: number;
  /** Requests a minute and task that scaling aims at. @default 1000 */
  readonly requestsPerTask?: number;
}

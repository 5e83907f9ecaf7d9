/**
 * - `pending`: recorded; preconditions are looked at, assets stored
 * - `releasing`: the release command runs
 * - `rolling`: ECS replaces tasks
 * - `live`: what users get
 * - `failed`: never got live; what was live before still is
 * - `rolled_back`: ECS had begun and went back
 * - `superseded`: was live until a later release was
 */
export type ReleaseState =
  | 'pending'
  | 'releasing'
  | 'rolling'
  | 'live'
  | 'failed'
  | 'rolled_back'
  | 'superseded';

/** What a release was made for. `config` and `infra` keep the image and take newer parameters or a newer template. */
export type ReleaseReason = 'push' | 'promote' | 'rollback' | 'config' | 'infra';

export interface Commit {
  /** 40 hex digits. */
  readonly sha: string;
  /** First line. */
  readonly message: string;
  readonly author?: string;
}

/** A migration that a release command said it applied. */
export interface Migration {
  readonly name: string;
  /** What it removes or breaks for the code before it, in words: `drops column "users.email"`. Empty when nothing. */
  readonly destructive: readonly string[];
}

export interface ReleasePhase {
  readonly name: PhaseName;
  readonly seconds: number;
}

export type PhaseName =
  | 'preconditions'
  | 'register'
  | 'assets'
  | 'release command'
  | 'update'
  | 'roll'
  | 'roll back';

/** Why a release did not get live, in the words that terminal, pull request and Slack share. */
export interface Cause {
  readonly kind: CauseKind;
  /** One sentence: `web exits with code 1 before it is healthy.` */
  readonly words: string;
  /** Last lines that the failed task printed. */
  readonly logs: readonly string[];
  /** The command that helps next: `npx slipway logs staging --since 10m`. */
  readonly next?: string;
}

export type CauseKind =
  | 'refused'
  | 'exit-before-healthy'
  | 'image-not-pulled'
  | 'secret-missing'
  | 'out-of-memory'
  | 'never-healthy'
  | 'assets'
  | 'release-command'
  | 'cannot-start'
  | 'stopped-by-ecs'
  | 'timeout'
  | 'interrupted'
  | 'orphaned';

/** Version of this layout, for ledgers that outlive a Slipway. */
export const RECORD_FORMAT = 1;

/** One release, as `releases/v000012.json` in the environment's release bucket. All times are ISO 8601, UTC. */
export interface ReleaseRecord {
  readonly format: typeof RECORD_FORMAT;
  /** 12 for v12. Without gaps from 1, per environment. */
  readonly version: number;
  readonly environment: string;
  readonly state: ReleaseState;
  readonly reason: ReleaseReason;
  /** Service to the digest of its image: `sha256:` and 64 hex digits. */
  readonly images: { readonly [service: string]: string };
  readonly commit?: Commit;
  readonly by: {
    readonly name: string;
    readonly host: string;
    readonly pid?: number;
    /** When `pid` began, so that another process with its number is not taken for it. Opaque; compared, never read. */
    readonly processStart?: string;
    readonly runUrl?: string;
  };
  /** Who took it over after `by` was gone, and brings it to its end. */
  readonly settledBy?: ReleaseRecord['by'];
  /** Where a promoted or rolled back image was live before. */
  readonly from?: { readonly environment: string; readonly version: number };
  readonly createdAt: string;
  readonly finishedAt?: string;
  /** Service to the revision of the template that was copied. */
  readonly templates: { readonly [service: string]: string };
  /** Service to the revision that was registered for it. */
  readonly taskDefinitions: { readonly [service: string]: string };
  /** Service to the id of its ECS deployment. */
  readonly deployments: { readonly [service: string]: string };
  /** Service to its secrets, each with its version. Values never come here. */
  readonly config: { readonly [service: string]: { readonly [name: string]: number } };
  /**
   * Number of the newest change of secrets that it saw. Its task definitions name exactly the versions in `config`.
   *
   * @default an older Slipway made it, whose task definitions name the plain parameters
   */
  readonly configChange?: number;
  /** Release whose secrets it runs: 8 for v8. @default those that were set when it was made */
  readonly configOf?: number;
  readonly releaseCommand?: {
    readonly command: readonly string[];
    readonly taskArn?: string;
    readonly exitCode?: number;
    /** The last lines of what it printed. */
    readonly output: readonly string[];
    readonly migrations: readonly Migration[];
  };
  /** Files of the images that outlive the tasks. @default the images have none, or the environment keeps none */
  readonly assets?: {
    /** All that the images have. */
    readonly files: number;
    /** Those of them that no release before had. */
    readonly uploaded: number;
    /** Of all of them. */
    readonly bytes: number;
  };
  readonly phases: readonly ReleasePhase[];
  /**
   * Of a release that did not get live: migrations of it, and of failed ones before it, that stay applied and took what
   * the release that serves may need. @default none did
   */
  readonly taken?: readonly Migration[];
  /** Of a release that did not get live: what the site answered after its end. @default it was not asked */
  readonly site?: SiteAnswer;
  readonly cause?: Cause;
}

/** What a request to an environment's site came to. */
export interface SiteAnswer {
  /** What was asked for: `https://staging.acme.dev/healthz`. */
  readonly url: string;
  /** Status of the answer. @default nobody answered */
  readonly status?: number;
}

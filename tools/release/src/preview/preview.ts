import type { Commit, Migration, ReleaseRecord } from '../record/release-record';
import { changedKeys, differingNames, type KeyChange, type NameDifference } from './config-difference';
import type { ConfigNames, ConfigVersions } from '../record/config';
import { destructiveSince, pendingMigrations } from './migrations';

/** A release, as far as a preview names it. */
export interface ReleaseRef {
  readonly environment: string;
  readonly version: number;
  readonly commit?: Commit;
}

/** What promoting would do. Also the shape of `--json`. */
export interface PromotePreview {
  readonly kind: 'promote';
  readonly source: ReleaseRef;
  readonly environment: string;
  /** @default nothing is live there */
  readonly live?: ReleaseRef;
  /** @default the history between the two is not known here */
  readonly commits?: readonly Commit[];
  readonly config: readonly NameDifference[];
  /** Not applied there yet, in words. */
  readonly infrastructure: readonly string[];
  readonly migrations: readonly Migration[];
}

/** What rolling back would do. Also the shape of `--json`. */
export interface RollbackPreview {
  readonly kind: 'rollback';
  readonly environment: string;
  readonly target: ReleaseRef;
  /** @default nothing is live */
  readonly live?: ReleaseRef;
  /** @default the history between the two is not known here */
  readonly takenBack?: readonly Commit[];
  /** Secrets that differ between what is set and what the target ran. @default an older Slipway made it: not known */
  readonly config?: readonly KeyChange[];
  /** Whether those of the target come back. */
  readonly withConfig: boolean;
  /** Migrations that took something which the target's code may need. */
  readonly destroyed: readonly Migration[];
}

/** What a release would do. Also the shape of `--json`. */
export interface ReleasePreview {
  readonly kind: 'release';
  readonly environment: string;
  /** @default nothing is live */
  readonly live?: ReleaseRef;
  /** @default the history between the two is not known here */
  readonly commits?: readonly Commit[];
  readonly config: readonly KeyChange[];
  /** Services whose template is newer than the one that is live. */
  readonly newTemplates: readonly string[];
  /** What the workspace describes and no deploy has applied, in lines: the release goes without. */
  readonly notDeployed: readonly string[];
}

export type Preview = PromotePreview | RollbackPreview | ReleasePreview;

/** @param facts.commits git's log from what is live there to the release that comes, newest first */
export function previewPromote(facts: {
  readonly release: ReleaseRecord;
  readonly environment: string;
  readonly live?: ReleaseRecord;
  readonly commits?: readonly Commit[];
  readonly sourceConfig: ConfigNames;
  readonly targetConfig: ConfigNames;
  readonly infrastructure: readonly string[];
  readonly sourceLedger: readonly ReleaseRecord[];
  readonly targetLedger: readonly ReleaseRecord[];
}): PromotePreview {
  const { release, environment, live, commits, infrastructure } = facts;
  return {
    kind: 'promote',
    source: refOf(release),
    environment,
    ...(live && { live: refOf(live) }),
    ...(commits && { commits }),
    config: differingNames(facts.sourceConfig, facts.targetConfig),
    infrastructure,
    migrations: pendingMigrations(release, facts.sourceLedger, facts.targetLedger),
  };
}

/**
 * @param facts.commits git's log from the target to what is live, newest first
 * @param facts.config what is set now
 */
export function previewRollback(facts: {
  readonly target: ReleaseRecord;
  readonly live?: ReleaseRecord;
  readonly commits?: readonly Commit[];
  readonly ledger: readonly ReleaseRecord[];
  readonly config: ConfigVersions;
  readonly withConfig: boolean;
}): RollbackPreview {
  const { target, live, commits, ledger, config, withConfig } = facts;
  return {
    kind: 'rollback',
    environment: target.environment,
    target: refOf(target),
    ...(live && { live: refOf(live) }),
    ...(commits && { takenBack: commits }),
    ...(target.configChange !== undefined && {
      config: changedKeys(config, { ...config, ...target.config }),
    }),
    withConfig,
    destroyed: destructiveSince(target, ledger),
  };
}

/**
 * @param facts.commits git's log from what is live to what comes, newest first
 * @param facts.config what is set now
 * @param facts.templates which revision of its template each service has now
 * @param facts.notDeployed what the workspace describes beyond the last deploy
 */
export function previewRelease(facts: {
  readonly environment: string;
  readonly live?: ReleaseRecord;
  readonly commits?: readonly Commit[];
  readonly config: ConfigVersions;
  readonly templates: { readonly [service: string]: string };
  readonly notDeployed: readonly string[];
}): ReleasePreview {
  const { environment, live, commits, config, templates, notDeployed } = facts;
  const newTemplates = Object.keys(templates).filter(
    (service) => live && live.templates[service] !== templates[service],
  );
  return {
    kind: 'release',
    environment,
    ...(live && { live: refOf(live) }),
    ...(commits && { commits }),
    config: changedKeys(live?.config ?? {}, config),
    newTemplates: newTemplates.sort(),
    notDeployed,
  };
}

function refOf({ environment, version, commit }: ReleaseRecord): ReleaseRef {
  return { environment, version, ...(commit && { commit }) };
}

import type { PlanJson, ResourceChangeJson } from './plan-json';
import { isRevisioned, revisionDetails } from './revision';
import { changedAttributes, describeLines } from './values';

export type ChangeAction = 'destroy' | 'replace' | 'update' | 'create' | 'forget' | 'import';

/** One resource that the plan would touch. */
export interface PlannedChange {
  readonly address: string;
  /** Such as `aws_db_instance`. */
  readonly type: string;
  readonly action: ChangeAction;
  /** Not the resource itself but a predecessor that an interrupted replacement left behind. */
  readonly leftOver: boolean;
  /** Top-level attributes that an update changes, or that force a replacement. */
  readonly attributes: readonly string[];
  /** Why it is destroyed or replaced: a sentence, or `attribute: before → after`. Never a secret. */
  readonly reasons: readonly string[];
  /** Of a new revision, what differs in it: `web: variable GREETING: "a" → "b"`. Never a secret. @default none */
  readonly details?: readonly string[];
}

export interface PlanSummary {
  readonly counts: { readonly [action in ChangeAction]: number };
  /** What is lost first, then replaced, changed, created; by address within. */
  readonly changes: readonly PlannedChange[];
  /** Outputs that would change. Their values are not shown. */
  readonly outputs: readonly string[];
  /** Applying it would change neither resources nor outputs. */
  readonly empty: boolean;
}

const ORDER: readonly ChangeAction[] = ['destroy', 'replace', 'update', 'import', 'create', 'forget'];

/** What a plan would do, most serious first. */
export function summarize(plan: PlanJson): PlanSummary {
  const changes = (plan.resource_changes ?? [])
    .filter(({ mode }) => mode === 'managed')
    .flatMap((resource) => plannedChange(resource) ?? [])
    .sort(
      (a, b) =>
        ORDER.indexOf(a.action) - ORDER.indexOf(b.action) ||
        (a.address < b.address ? -1 : Number(a.address > b.address)),
    );
  const outputs = Object.entries(plan.output_changes ?? {})
    .filter(([, { actions }]) => !actions.includes('no-op'))
    .map(([name]) => name)
    .sort();
  const count = (action: ChangeAction) => changes.filter((change) => change.action === action).length;
  return {
    counts: {
      destroy: count('destroy'),
      replace: count('replace'),
      update: count('update'),
      create: count('create'),
      forget: count('forget'),
      import: count('import'),
    },
    changes,
    outputs,
    empty: changes.length === 0 && outputs.length === 0,
  };
}

function plannedChange(resource: ResourceChangeJson): PlannedChange | undefined {
  const { address, type, deposed, change, action_reason: reason } = resource;
  const action = actionOf(resource);
  if (!action) return undefined;
  if (action === 'replace' && isRevisioned(type)) {
    return {
      address,
      type,
      action: 'update',
      leftOver: deposed !== undefined,
      attributes: ['a new revision'],
      reasons: [],
      details: revisionDetails(change),
    };
  }
  const paths = change.replace_paths ?? [];
  const forcing = paths.flatMap((path) => describeLines(change, path));
  const said = REASONS[reason ?? ''];
  return {
    address,
    type,
    action,
    leftOver: deposed !== undefined,
    attributes:
      action === 'update'
        ? changedAttributes(change)
        : action === 'replace'
          ? [...new Set(paths.map(([attribute]) => String(attribute)))]
          : [],
    reasons: [...(deposed ? [LEFT_OVER] : []), ...(said ? [said] : []), ...forcing],
  };
}

function actionOf({ change: { actions, before, after } }: ResourceChangeJson): ChangeAction | undefined {
  const kind = actions.join();
  if (kind === 'delete,create' || kind === 'create,delete') return 'replace';
  if (kind === 'delete') return 'destroy';
  if (kind === 'update') return 'update';
  if (kind === 'create') return 'create';
  if (kind === 'forget') return 'forget';
  return kind === 'no-op' && before === null && after !== null ? 'import' : undefined;
}

const LEFT_OVER = 'left over from an interrupted replacement';

/** Terraform's `action_reason`, where its name alone says too little. */
const REASONS: { readonly [reason: string]: string } = {
  replace_because_tainted: 'an earlier run did not finish creating it',
  replace_because_cannot_update: 'AWS cannot change this in place',
  replace_by_triggers: 'something that it depends on is replaced',
  replace_by_request: 'its replacement was asked for',
  delete_because_no_resource_config: 'it is no longer in the configuration',
  delete_because_no_module: 'it is no longer in the configuration',
  delete_because_count_index: 'there are fewer of it now',
  delete_because_each_key: 'its key is no longer in the configuration',
};

import { parseDiagnostic, type Diagnostic } from '../failure/diagnostic';

export type Action = 'create' | 'read' | 'update' | 'delete' | 'other';

/** What Terraform says while it works, reduced to what is shown. */
export type TerraformEvent =
  | { readonly type: 'refresh'; readonly address: string }
  | { readonly type: 'planned'; readonly steps: number }
  | { readonly type: 'start' | 'done' | 'failed'; readonly step: Step }
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic };

export interface Step {
  readonly address: string;
  /** Such as `aws_db_instance`. */
  readonly resourceType: string;
  readonly action: Action;
  readonly elapsedSeconds: number;
}

interface EventJson {
  readonly type?: string;
  readonly diagnostic?: unknown;
  readonly hook?: {
    readonly resource: { readonly addr: string; readonly resource_type: string };
    readonly action?: string;
    readonly elapsed_seconds?: number;
  };
  readonly change?: { readonly action: string };
}

/** How many steps an action of a plan takes: a replacement is a deletion and a creation. */
const STEPS: { readonly [action: string]: number } = { create: 1, update: 1, delete: 1, replace: 2, read: 1 };

const ACTIONS: readonly string[] = ['create', 'read', 'update', 'delete'] satisfies Action[];

const TYPES: { readonly [type: string]: 'start' | 'done' | 'failed' } = {
  apply_start: 'start',
  apply_complete: 'done',
  apply_errored: 'failed',
};

/**
 * Reads one line of `-json` output; `undefined` for what is not shown.
 * https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function parseEvent(line: string): TerraformEvent | undefined {
  const json = parseJson(line);
  if (json?.diagnostic) return { type: 'diagnostic', diagnostic: parseDiagnostic(json.diagnostic) };
  if (json?.type === 'planned_change' && json.change) {
    return { type: 'planned', steps: STEPS[json.change.action] ?? 0 };
  }
  const hook = json?.hook;
  if (!hook) return undefined;
  if (json.type === 'refresh_start') return { type: 'refresh', address: hook.resource.addr };
  const type = TYPES[json.type ?? ''];
  if (!type) return undefined;
  return {
    type,
    step: {
      address: hook.resource.addr,
      resourceType: hook.resource.resource_type,
      action: ACTIONS.includes(hook.action ?? '') ? (hook.action as Action) : 'other',
      elapsedSeconds: hook.elapsed_seconds ?? 0,
    },
  };
}

function parseJson(line: string): EventJson | undefined {
  try {
    return JSON.parse(line) as EventJson;
  } catch {
    return undefined;
  }
}

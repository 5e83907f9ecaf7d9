/** The part of `terraform show -json <plan>` that is read. https://developer.hashicorp.com/terraform/internals/json-format */
export interface PlanJson {
  /** Terraform will not apply it: `prevent_destroy` or another error stands against it. */
  readonly errored?: boolean;
  readonly resource_changes?: readonly ResourceChangeJson[];
  readonly output_changes?: { readonly [name: string]: ChangeJson };
}

export interface ResourceChangeJson {
  readonly address: string;
  /** Where it was before a `moved` block. */
  readonly previous_address?: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** Key of `count` or `for_each`. */
  readonly index?: number | string;
  /** An object that an interrupted replacement left behind. */
  readonly deposed?: string;
  readonly action_reason?: string;
  readonly change: ChangeJson;
}

export interface ChangeJson {
  readonly actions: readonly string[];
  readonly before: Values | null;
  readonly after: Values | null;
  /** Like `after`, with `true` where the value is not known yet. */
  readonly after_unknown?: Values | boolean;
  /** Like `before`, with `true` where the value is secret. */
  readonly before_sensitive?: Values | boolean;
  readonly after_sensitive?: Values | boolean;
  /** Paths of the attributes that force a replacement. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
}

export interface Values {
  readonly [attribute: string]: unknown;
}

type Texts = string | readonly string[];

interface JsonStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: Texts;
  readonly Resource?: Texts;
  readonly Principal?: { readonly [type: string]: Texts };
  readonly Condition?: { readonly [test: string]: { readonly [variable: string]: Texts } };
}

/** A statement of a policy, with lists where IAM allows a single text. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `Service:ecs-tasks.amazonaws.com` */
  readonly principals: readonly string[];
  /** `Bool aws:SecureTransport false` */
  readonly conditions: readonly string[];
}

/** Statements of a policy argument. Policies are JSON texts here, never documents of their own. */
export function statementsOf(policy: unknown): readonly Statement[] {
  const { Statement } = JSON.parse(String(policy)) as { Statement: readonly JsonStatement[] };
  return Statement.map((statement) => ({
    effect: statement.Effect,
    actions: list(statement.Action),
    resources: list(statement.Resource),
    principals: Object.entries(statement.Principal ?? {}).flatMap(([type, ids]) =>
      list(ids).map((id) => `${type}:${id}`),
    ),
    conditions: Object.entries(statement.Condition ?? {}).flatMap(([test, variables]) =>
      Object.entries(variables).map(([variable, values]) => `${test} ${variable} ${list(values).join(' ')}`),
    ),
  }));
}

function list(texts: Texts = []): readonly string[] {
  return [texts].flat() as string[];
}

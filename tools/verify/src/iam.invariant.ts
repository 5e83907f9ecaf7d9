import { forEachEnvironment } from './for-each-environment';
import type { Arguments } from './stack';

interface Statement {
  readonly sid?: string;
  readonly effect?: string;
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
  readonly principals?: readonly { type: string; identifiers: readonly string[] }[];
  readonly condition?: readonly { test: string; variable: string; values: readonly string[] }[];
}

const POLICY_OWNERS = ['aws_iam_role', 'aws_iam_role_policy', 'aws_iam_policy'];

forEachEnvironment('rights in', (stack) => {
  it('attach no AWS-managed policy but the two that AWS services need', () => {
    const attached = stack()
      .all('aws_iam_role_policy_attachment')
      .map(({ policy_arn }) => String(policy_arn).split('/').pop());
    const allowed = ['AmazonRDSEnhancedMonitoringRole', 'AmazonSSMManagedInstanceCore'];
    expect(attached.filter((name) => !allowed.includes(name ?? ''))).toEqual([]);
  });

  it('trust a service only on behalf of this account', () => {
    const roles = stack().all('aws_iam_role');
    expect(roles.length).toBeGreaterThan(2);
    for (const role of roles) {
      for (const statement of statements(stack().text, role.assume_role_policy)) {
        expect(JSON.stringify(statement.condition)).toContain('aws:SourceAccount');
        expect(statement.principals?.flatMap(({ identifiers }) => identifiers)).not.toContain('*');
      }
    }
  });

  it('have no wildcard action, and no wildcard resource where AWS can restrict it', () => {
    const owners = stack().all(...POLICY_OWNERS);
    expect(owners.length).toBeGreaterThan(2);
    // https://docs.aws.amazon.com/service-authorization: these actions know no resource.
    const unrestrictable = /^(ssmmessages:|ecr:GetAuthorizationToken$|logs:DescribeLogGroups$)/;
    for (const owner of owners) {
      for (const statement of statements(stack().text, owner.policy)) {
        expect(statement.actions?.filter((action) => action.endsWith('*'))).toEqual([]);
        if (statement.resources?.includes('*')) {
          expect(statement.actions?.filter((action) => !unrestrictable.test(action))).toEqual([]);
        }
      }
    }
  });
});

/** Statements of a policy argument: a reference to a policy document of the same stack, or JSON as it stands. */
function statements(text: string, policy: Arguments[string]): readonly Statement[] {
  if (policy === undefined) return [];
  const reference = /data\.aws_iam_policy_document\.([\w-]+)\.json/.exec(String(policy));
  if (!reference) return readStatements(JSON.parse(String(policy)));
  const documents = JSON.parse(text).data.aws_iam_policy_document as {
    [id: string]: { statement: Statement[] };
  };
  return documents[reference[1] as string]?.statement ?? [];
}

interface JsonStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: { readonly [type: string]: string | readonly string[] };
  readonly Condition?: {
    readonly [test: string]: { readonly [variable: string]: string | readonly string[] };
  };
}

function readStatements(policy: { Statement: readonly JsonStatement[] }): Statement[] {
  const list = (value: string | readonly string[] = []) => [value].flat() as string[];
  return policy.Statement.map((statement) => ({
    effect: statement.Effect,
    actions: list(statement.Action),
    resources: list(statement.Resource),
    principals: Object.entries(statement.Principal ?? {}).map(([type, ids]) => ({
      type,
      identifiers: list(ids),
    })),
    condition: Object.entries(statement.Condition ?? {}).flatMap(([test, variables]) =>
      Object.entries(variables).map(([variable, values]) => ({ test, variable, values: list(values) })),
    ),
  }));
}

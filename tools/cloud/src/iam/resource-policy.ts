import { wildcard } from '../http/wildcard';

/** A request as a policy sees it. */
export interface PolicyRequest {
  /** Service principal, such as `cloudfront.amazonaws.com`. @default nobody: the request is not signed */
  readonly service?: string;
  /** Such as `s3:GetObject`. */
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** Condition keys in lower case, with their values. */
  readonly context: { readonly [key: string]: string };
}

type Listed = string | readonly string[];
type Principals = '*' | { readonly [kind: string]: Listed };

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Principals;
  readonly NotPrincipal?: Principals;
  readonly Action?: Listed;
  readonly NotAction?: Listed;
  readonly Resource?: Listed;
  readonly NotResource?: Listed;
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: Listed } };
}

/**
 * Whether a resource's own policy lets a service do something: a denial counts more than a permission, and what is not
 * permitted is denied. Of conditions it knows the operators that such policies are written with; one that it does not
 * know never permits and always denies.
 *
 * @param policy JSON; an empty text is no policy
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function permits(policy: string, request: PolicyRequest): boolean {
  if (!policy) return false;
  const { Statement: written = [] } = JSON.parse(policy) as { Statement?: Statement | readonly Statement[] };
  const statements = [written].flat() as readonly Statement[];
  const applies = (effect: Statement['Effect']) =>
    statements.some((statement) => statement.Effect === effect && isAbout(statement, request));
  return !applies('Deny') && applies('Allow');
}

function isAbout(statement: Statement, { service, action, resource, context }: PolicyRequest): boolean {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const isAction = (patterns: Listed) => matchesAny(patterns, action, true);
  const isResource = (patterns: Listed) => matchesAny(patterns, resource);
  return (
    (NotPrincipal ? !isPrincipal(NotPrincipal, service) : isPrincipal(Principal, service)) &&
    (NotAction ? !isAction(NotAction) : isAction(Action ?? [])) &&
    (NotResource ? !isResource(NotResource) : isResource(Resource ?? [])) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => {
        const value = context[key.toLowerCase()];
        return isMet(operator, [values].flat() as readonly string[], value) ?? statement.Effect === 'Deny';
      }),
    )
  );
}

function isPrincipal(principals: Principals = {}, service?: string): boolean {
  if (principals === '*') return true;
  const { AWS: accounts = [], Service: services = [] } = principals;
  return [accounts].flat().includes('*') || (service !== undefined && [services].flat().includes(service));
}

/**
 * @returns `undefined` where nobody here knows the operator
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
function isMet(operator: string, wanted: readonly string[], value?: string): boolean | undefined {
  const name = operator.replace(/IfExists$/, '');
  const negated = /^(String|Arn)Not/.test(name);
  if (value === undefined) return negated || name !== operator;
  switch (name.replace(/^(String|Arn)Not/, '$1')) {
    case 'StringEquals':
      return wanted.includes(value) !== negated;
    case 'StringLike':
    case 'ArnEquals':
    case 'ArnLike':
      return matchesAny(wanted, value) !== negated;
    case 'Bool':
      return wanted.includes(value);
    case 'NumericLessThan':
      return wanted.some((bound) => Number(value) < Number(bound));
    default:
      return undefined;
  }
}

function matchesAny(patterns: Listed, text: string, ignoreCase = false): boolean {
  return [patterns].flat().some((pattern) => wildcard(pattern, { ignoreCase })(text));
}

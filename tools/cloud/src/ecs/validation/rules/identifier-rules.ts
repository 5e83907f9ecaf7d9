import { nameIn } from '../../arn';
import { API, CODES, firstOf, NAME, words, type Rule, type Words } from './rule';

/** What names a cluster, services or tasks, in any operation. */
export interface Naming {
  readonly cluster?: string;
  readonly clusters?: readonly string[];
  readonly service?: string;
  readonly serviceName?: string;
  readonly services?: readonly string[];
  readonly task?: string;
  readonly tasks?: readonly string[];
}

const SEPARATORS = 'Invalid identifier: Unexpected number of separators';

const rule = (member: string, source: string, refuses: Rule<Naming>['refuses']): Rule<Naming> => ({
  member,
  code: CODES.PARAMETER,
  source,
  refuses,
});

/** Names and ARNs as they are written; whether there is such a thing, the operation says. */
export const IDENTIFIER_RULES: readonly Rule<Naming>[] = [
  rule('cluster', `${API}/API_CreateCluster.html`, ({ cluster, clusters = [] }) =>
    firstOf(cluster === undefined ? clusters : [cluster], (one) => ofResource(one, 'cluster', 1)),
  ),
  rule('service', `${API}/API_DescribeServices.html`, ({ service, services = [] }) =>
    firstOf(service ? [service] : services, (one) => ofResource(one, 'service', 2)),
  ),
  rule('task', `${API}/API_DescribeTasks.html`, ({ task, tasks = [] }) =>
    firstOf(task ? [task] : tasks, (one) => ofResource(one, 'task', 2)),
  ),
  rule('task', 'https://github.com/sil-org/ecs-deploy/issues/43', ({ task, tasks = [] }) =>
    firstOf(task ? [task] : tasks, (one) => words(nameIn(one).length > 36, 'taskId longer than 36.')),
  ),
  rule('cluster', `${API}/API_DescribeTasks.html`, ({ cluster, services, service, tasks, task }) =>
    firstOf(task ? [task] : (tasks ?? (service ? [service] : (services ?? []))), (one) => {
      const other = clusterIn(one);
      const own = nameIn(cluster ?? 'default');
      return words(
        other !== undefined && other !== own,
        `Invalid identifier: Identifier is for cluster ${other}. Your cluster is ${own}`,
      );
    }),
  ),
];

/** A name, or an ARN of that kind with up to so many parts. */
function ofResource(text: string, kind: string, parts: number): Words {
  if (!text.startsWith('arn:')) {
    // Clients that cut an ARN leave the cluster before the name.
    return words(
      text !== '' && !text.split('/').every((part) => NAME.test(part)),
      `Invalid identifier: ${text}`,
    );
  }
  const sections = text.split(':');
  if (sections.length !== 6) return SEPARATORS;
  const [found, ...rest] = sections[5]!.split('/');
  if (found !== kind) return `Invalid identifier: ${text} is no ${kind}`;
  return words(rest.length < 1 || rest.length > parts || rest.some((part) => !NAME.test(part)), SEPARATORS);
}

/** Of a service or task by its long ARN. */
function clusterIn(text: string): string | undefined {
  const [, cluster, last] = text.startsWith('arn:') ? (text.split(':')[5] ?? '').split('/') : [];
  return last === undefined ? undefined : cluster;
}

import { API, CODES, words, type Rule } from './rule';

/** A list that is asked for page by page, or things that are named one by one. */
interface Asking {
  readonly maxResults?: number;
  readonly [member: string]: unknown;
}

/** How many one page may have. */
export function pageSize(operation: string, most: number): Rule<Asking> {
  return {
    member: 'maxResults',
    code: CODES.PARAMETER,
    source: `${API}/API_${operation}.html`,
    refuses: ({ maxResults = 1 }) =>
      words(maxResults < 1 || maxResults > most, `maxResults must be between 1 and ${most}.`),
  };
}

interface Some {
  readonly operation: string;
  readonly member: string;
  /** As AWS calls them. */
  readonly name: string;
  readonly most: number;
  /** Nothing at all means all of them, or the default one. @default false */
  readonly optional?: boolean;
}

/** How many things one request may name. */
export function some({ operation, member, name, most, optional = false }: Some): readonly Rule<Asking>[] {
  const source = `${API}/API_${operation}.html`;
  const countOf = (input: Asking) => (input[member] as readonly unknown[] | undefined)?.length ?? 0;
  const rule = (refuses: Rule<Asking>['refuses']) => ({ member, code: CODES.PARAMETER, source, refuses });
  return [
    ...(optional ? [] : [rule((input) => words(countOf(input) === 0, `${name} cannot be empty.`))]),
    rule((input) => words(countOf(input) > most, `${name} cannot have more than ${most} elements.`)),
  ];
}

/** `startedBy` goes with no other filter. */
export const LIST_TASKS_RULES: readonly Rule<Asking>[] = [
  {
    member: 'startedBy',
    code: CODES.PARAMETER,
    source: `${API}/API_ListTasks.html`,
    refuses: ({ startedBy, serviceName, family }) =>
      words(
        startedBy !== undefined && (serviceName !== undefined || family !== undefined),
        'Cannot specify startedBy with serviceName or family.',
      ),
  },
  {
    member: 'containerInstance',
    code: CODES.PARAMETER,
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate.html',
    refuses: ({ containerInstance }) =>
      words(containerInstance !== undefined, 'There are no container instances on Fargate.'),
  },
];

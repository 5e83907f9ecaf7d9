import { EcsError } from '../ecs-error';
import { REQUEST_MODEL, type RequestModel, type ScalarShape, type StructureShape } from './request-model';

/** Operations of task definitions say `ClientException` where the others say `InvalidParameterException`. */
const OF_DEFINITIONS = /TaskDefinition/;

/** @returns the code with which an operation refuses a value that is none */
export const codeOf = (operation: string) =>
  OF_DEFINITIONS.test(operation) ? 'ClientException' : 'InvalidParameterException';

/**
 * Refuses a request that AWS's service model rules out: types, required members, values that there are, ranges,
 * lengths and patterns. Members that the model does not know are passed over, as AWS does.
 *
 * Words as AWS's services have them for every constraint of a model.
 *
 * @param said members that a rule of its own speaks of when they are missing
 * @throws EcsError `SerializationException` for another type, else the operation's own code
 */
export function checkShape(
  operation: string,
  input: object,
  said: ReadonlySet<string> = new Set(),
  model: RequestModel = REQUEST_MODEL,
): void {
  const name = model.operations[operation];
  if (name === undefined) return;
  const problem = firstProblem(new Walk(model, said).value(name, input, ''));
  if (problem === undefined) return;
  throw problem instanceof EcsError ? problem : new EcsError(codeOf(operation), problem);
}

type Problem = string | EcsError;

const firstProblem = (problems: Iterable<Problem>): Problem | undefined => {
  const [first] = problems;
  return first;
};

class Walk {
  constructor(
    private readonly model: RequestModel,
    private readonly said: ReadonlySet<string>,
  ) {}

  *value(name: string, value: unknown, path: string): Generator<Problem> {
    const shape = this.model.shapes[name];
    if (!shape) return;
    switch (shape.type) {
      case 'structure':
        return yield* isRecord(value) ? this.structure(shape, value, path) : [unexpected(value, 'structure')];
      case 'map':
        if (!isRecord(value)) return yield unexpected(value, 'structure');
        for (const [key, item] of Object.entries(value))
          yield* this.value(shape.value, item, `${path}.${key}`);
        return;
      case 'list':
        if (!Array.isArray(value)) return yield unexpected(value, 'list');
        yield* lengthProblems(value, shape, path);
        for (const [index, item] of value.entries())
          yield* this.value(shape.member, item, `${path}.${index + 1}.member`);
        return;
      default:
        return yield* scalarProblems(shape, value, path);
    }
  }

  private *structure(
    { members, required = [] }: StructureShape,
    value: { readonly [member: string]: unknown },
    path: string,
  ): Generator<Problem> {
    for (const member of required) {
      const inner = joined(path, member);
      if (value[member] === undefined && !this.said.has(inner))
        yield failed('null', inner, 'Member must not be null');
    }
    for (const [member, shape] of Object.entries(members))
      if (value[member] !== undefined) yield* this.value(shape, value[member], joined(path, member));
  }
}

function* scalarProblems(shape: ScalarShape, value: unknown, path: string): Generator<Problem> {
  if (!isOfType(shape, value)) return yield unexpected(value, shape.type);
  if (shape.enum && !shape.enum.includes(value as string)) {
    yield failed(value, path, `Member must satisfy enum value set: [${shape.enum.join(', ')}]`);
  }
  if (typeof value === 'number') yield* rangeProblems(value, shape, path);
  if (typeof value !== 'string') return;
  yield* lengthProblems(value, shape, path);
  if (shape.pattern && !new RegExp(`^(?:${shape.pattern})$`, 'u').test(value)) {
    yield failed(value, path, `Member must satisfy regular expression pattern: ${shape.pattern}`);
  }
}

interface Limits {
  readonly min?: number;
  readonly max?: number;
}

function* rangeProblems(value: number, { min, max }: Limits, path: string): Generator<Problem> {
  if (min !== undefined && value < min)
    yield failed(value, path, `Member must have value greater than or equal to ${min}`);
  if (max !== undefined && value > max)
    yield failed(value, path, `Member must have value less than or equal to ${max}`);
}

function* lengthProblems(
  value: string | readonly unknown[],
  { min, max }: Limits,
  path: string,
): Generator<Problem> {
  if (min !== undefined && value.length < min)
    yield failed(value, path, `Member must have length greater than or equal to ${min}`);
  if (max !== undefined && value.length > max)
    yield failed(value, path, `Member must have length less than or equal to ${max}`);
}

function isOfType({ type }: ScalarShape, value: unknown): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'long':
      return Number.isInteger(value);
    // Some clients write a time as a text.
    case 'timestamp':
      return typeof value === 'number' || typeof value === 'string';
    default:
      return typeof value === 'number';
  }
}

const failed = (value: unknown, path: string, constraint: string) =>
  `1 validation error detected: Value ${quoted(value)} at '${path}' failed to satisfy constraint: ${constraint}`;

const quoted = (value: unknown) =>
  value === 'null' ? 'null' : `'${typeof value === 'object' ? JSON.stringify(value) : String(value)}'`;

const NAMES = { string: 'String', integer: 'Integer', long: 'Long', boolean: 'Boolean' } as const;

function unexpected(value: unknown, wanted: string): EcsError {
  return new EcsError('SerializationException', wordsOf(value, wanted));
}

function wordsOf(value: unknown, wanted: string): string {
  if (Array.isArray(value)) return 'Start of list found where not expected';
  if (isRecord(value)) return 'Start of structure or map found where not expected.';
  const kind =
    typeof value === 'boolean'
      ? `${String(value).toUpperCase()}_VALUE`
      : `${typeof value}_VALUE`.toUpperCase();
  const name = wanted in NAMES ? NAMES[wanted as keyof typeof NAMES] : undefined;
  return name
    ? `${kind} can not be converted to ${/^[AI]/.test(name) ? 'an' : 'a'} ${name}`
    : 'Unexpected field type';
}

const joined = (path: string, member: string) => (path === '' ? member : `${path}.${member}`);

const isRecord = (value: unknown): value is { readonly [member: string]: unknown } =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

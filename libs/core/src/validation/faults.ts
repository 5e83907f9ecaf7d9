import type { core } from 'zod/mini';
import { nearest } from '../nearest';
import type { Problem } from '../problem';
import { describeKind, describePath, describeValue, either } from '../wording';
import type { Path } from './sound';

/** A problem with a single value, and where in the spec that value is. */
export interface Fault {
  readonly path: Path;
  readonly problem: Problem;
}

/** What zod found in `spec`, in our words. */
export function faultsOf(issues: readonly core.$ZodIssue[], spec: unknown): readonly Fault[] {
  return issues.flatMap((issue) => {
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => unknownKey([...issue.path, key], issue.message.split(', '), spec));
      case 'invalid_union':
        return faultsOfUnion(issue, spec);
      case 'invalid_value':
        return [fault(issue.path, spec, either(issue.values.map(describeValue)), choiceFix(issue, spec))];
      case 'custom':
        return [fault(issue.path, spec, issue.message, String(issue.params?.fix))];
      default:
        return [fault(issue.path, spec, issue.message, typeFix(issue, spec))];
    }
  });
}

function fault(path: Path, spec: unknown, allowed: string, fix: string): Fault {
  // Environment variables may hold a secret that was put in the wrong place: it must not end up in a log.
  const describe = path.includes('environment') ? describeKind : describeValue;
  return { path, problem: { subject: describePath(path), got: describe(valueAt(spec, path)), allowed, fix } };
}

function unknownKey(path: Path, known: readonly string[], spec: unknown): Fault {
  const key = String(path.at(-1));
  const meant = nearest(key, known);
  const fix = meant === undefined ? 'Remove it: there is no such setting.' : `Did you mean \`${meant}\`?`;
  // The value may be anything, a password that was tried here among it.
  const got = describeKind(valueAt(spec, path));
  return { path, problem: { subject: describePath(path), got, allowed: `one of: ${known.join(', ')}`, fix } };
}

/** When the value has the type of one of the options, what is wrong inside of it is told; else what the options are. */
function faultsOfUnion(issue: core.$ZodIssueInvalidUnion, spec: unknown): readonly Fault[] {
  const inside = issue.errors.find((errors) =>
    errors.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  if (!inside) return [fault(issue.path, spec, issue.message, typeFix(issue, spec))];
  const issues = inside.map((error) => ({ ...error, path: [...issue.path, ...error.path] }));
  return faultsOf(issues, spec);
}

function choiceFix(issue: core.$ZodIssueInvalidValue, spec: unknown): string {
  const value = valueAt(spec, issue.path);
  const meant =
    typeof value === 'number'
      ? nearestNumber(value, issue.values)
      : nearest(String(value), issue.values.map(String));
  return meant === undefined ? 'Choose one of these.' : `Did you mean ${describeValue(meant)}?`;
}

function nearestNumber(value: number, candidates: readonly unknown[]): number | undefined {
  const numbers = candidates.filter((candidate) => typeof candidate === 'number');
  const distance = (candidate: number) => Math.abs(candidate - value);
  return numbers.sort((a, b) => distance(a) - distance(b))[0];
}

/** Texts that would be right without their quotes, by the type that is expected. */
const QUOTED: { readonly [expected: string]: RegExp } = {
  number: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false)$/,
};

function typeFix(issue: core.$ZodIssue, spec: unknown): string {
  const value = valueAt(spec, issue.path);
  if (value === undefined) return 'Add it: it has no default.';
  const expected = issue.code === 'invalid_type' ? issue.expected : undefined;
  if (expected === 'string' && typeof value === 'number') return 'Write it as text in quotes, in that form.';
  if (typeof value === 'string' && QUOTED[expected ?? '']?.test(value))
    return `Write it without quotes: ${value}.`;
  return 'Write what is allowed here.';
}

function valueAt(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return value;
  return typeof value === 'object' && value !== null ? valueAt(Reflect.get(value, key), rest) : undefined;
}

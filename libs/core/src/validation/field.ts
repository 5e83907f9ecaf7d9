import {
  array,
  boolean,
  check,
  literal,
  number,
  pipe,
  readonly,
  strictObject,
  string,
  transform,
  type core,
  type ZodMiniType,
} from 'zod/mini';

/**
 * The words that the schema is written in. zod decides what is well-formed, the wording is ours: an issue's message is
 * what is allowed, and `params.fix` of a custom issue is what to do.
 */

/** What to do about a value that has the right type; `undefined` when it is fine. */
export type Fix<T> = (value: T) => string | undefined;

export function text(allowed: string, fix: Fix<string> = () => undefined) {
  return string({ error: allowed }).check(obeys(allowed, fix));
}

/** A text that matches `pattern`. */
export function pattern(expression: RegExp, allowed: string, fix: string) {
  return text(allowed, (value) => (expression.test(value) ? undefined : fix));
}

/** A text such as `'20 GB'`, read into a number by `parse`. */
export function size(
  parse: (text: string) => number | undefined,
  allowed: string,
  fix: Fix<number | undefined>,
) {
  return pipe(
    string({ error: allowed }),
    transform((value, payload) => {
      const parsed = parse(value);
      report(payload, allowed, fix(parsed));
      return parsed ?? 0;
    }),
  );
}

/** A whole number within bounds. `why` explains a bound that is not obvious. */
export function whole(minimum: number, maximum: number, why?: string) {
  const allowed = `a whole number from ${minimum} to ${maximum}`;
  return number({ error: allowed }).check(
    obeys(allowed, (value) => {
      if (Number.isInteger(value) && value >= minimum && value <= maximum) return undefined;
      const closest = Math.min(maximum, Math.max(minimum, Math.round(value)));
      return [`Set it to ${closest} or another number in that range.`, why].filter(Boolean).join(' ');
    }),
  );
}

/** A number above zero that may have decimals. */
export function positive(maximum: number) {
  const allowed = `a number above 0 and at most ${maximum}`;
  return number({ error: allowed }).check(
    obeys(allowed, (value) =>
      value > 0 && value <= maximum ? undefined : 'Set it to a number in that range; decimals are fine.',
    ),
  );
}

export function flag() {
  return boolean({ error: 'true or false' });
}

/** One of a few values. What is allowed, and the nearest of them, is read from the issue itself. */
export function choice<const Value extends string | number>(...values: readonly Value[]) {
  return literal(values);
}

export function list<Element extends ZodMiniType>(
  element: Element,
  allowed: string,
  fix: Fix<readonly core.output<Element>[]> = () => undefined,
) {
  return readonly(array(element, { error: allowed }).check(obeys(allowed, fix)));
}

/** An object with these keys and no others. */
export function section<const Shape extends { readonly [key: string]: ZodMiniType }>(shape: Shape) {
  const keys = Object.keys(shape).join(', ');
  return strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? keys : `an object with ${keys}`),
  });
}

function obeys<T>(allowed: string, fix: Fix<T>) {
  return check<T>((payload) => report(payload, allowed, fix(payload.value)));
}

function report(payload: core.ParsePayload, allowed: string, fix: string | undefined): void {
  if (fix === undefined) return;
  // `continue`: the type is right, so a union must not take this for "none of the options".
  payload.issues.push({
    code: 'custom',
    input: payload.value,
    message: allowed,
    params: { fix },
    continue: true,
  });
}

const DATE = '$date';

/**
 * Plain data as JSON, in which dates stay dates. What is `undefined` is left out.
 */
export function toText(value: unknown): string {
  return JSON.stringify(value, function (this: unknown, key: string, found: unknown) {
    // By then JSON has made a text of it; the holder still has the date.
    const own = (this as { readonly [name: string]: unknown })[key];
    return own instanceof Date ? { [DATE]: own.getTime() } : found;
  });
}

/** @throws SyntaxError for what is no JSON */
export function fromText(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (value === null || typeof value !== 'object') return value;
    const [name, ...others] = Object.keys(value);
    const time: unknown = name === DATE && others.length === 0 ? Reflect.get(value, DATE) : undefined;
    return typeof time === 'number' ? new Date(time) : value;
  });
}

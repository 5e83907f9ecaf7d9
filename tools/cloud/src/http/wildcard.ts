/**
 * A pattern as rules and cache behaviours write it: `*` is any number of characters, `?` exactly one.
 *
 * @param options.escapes whether a backslash takes the meaning of the next character away, as in query strings
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function wildcard(
  pattern: string,
  options: { readonly ignoreCase?: boolean; readonly escapes?: boolean } = {},
): (text: string) => boolean {
  const pieces = pattern.match(options.escapes ? /\\[*?\\]|[^]/g : /[^]/g) ?? [];
  const source = pieces.map((piece) => {
    if (piece === '*') return '[^]*';
    if (piece === '?') return '[^]';
    const literal = piece.length === 2 ? piece.slice(1) : piece;
    return literal.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
  });
  // One star does what several in a row do, without trying every way to share the text among them.
  const expression = new RegExp(
    `^${source.join('').replace(/(\[\^\]\*)+/g, '[^]*')}$`,
    options.ignoreCase ? 'i' : '',
  );
  return (text) => expression.test(text);
}

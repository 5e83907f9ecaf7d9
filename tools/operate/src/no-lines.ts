/** What was asked for, and is the reason that `slipway logs` shows no line. */
export function noLinesWords(
  services: readonly string[],
  { since = '15m', filter }: { readonly since?: string; readonly filter?: string },
): string {
  const what = filter === undefined ? 'No line' : `No line that matches ${filter}`;
  return `${what} of ${services.join(' or ')} since ${since}. Further back, for example: --since 1d`;
}

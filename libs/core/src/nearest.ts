/** Shortest beginning of a word that is taken for the word. */
const SHORTEST_BEGINNING = 3;

/**
 * The candidate that `word` most likely meant: one that it is the beginning of, or the one with the fewest letters off,
 * a third of them at most. `undefined` when none is close.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  let best = candidates.find(
    (candidate) => word.length >= SHORTEST_BEGINNING && candidate.toLowerCase().startsWith(lower),
  );
  let least = best === undefined ? Math.max(1, Math.floor(word.length / 3)) + 1 : 0;
  for (const candidate of candidates) {
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance < least && distance < word.length) [best, least] = [candidate, distance];
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = at(previous, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped =
        a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
          ? at(beforePrevious, column - 2) + 1
          : Infinity;
      current.push(Math.min(at(previous, column) + 1, at(current, column - 1) + 1, replaced, swapped));
    }
    [beforePrevious, previous] = [previous, current];
  }
  return at(previous, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}

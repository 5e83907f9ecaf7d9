/**
 * Rows of the kept page that have no figures yet, in its order. A new setting has no place here: its row is measured with
 * it. What `npm run settings:live` has measured is taken out.
 */
export const NOT_MEASURED_YET: readonly string[] = [
  '| `edge.cdn` | `false` → default |',
  '| `edge.cdn` | `false` → default, and `edge.direct` default → `true` |',
  '| `edge.assets` | `false` → default |',
];

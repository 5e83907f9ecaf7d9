import type { Environment } from '../environment';
import { overlongNames } from '../names/longest-names';
import type { Problem } from '../problem';
import { quote } from '../wording';
import type { Sound } from './sound';

/** `app` and `name` together must leave room for what the constructs append to them. */
export function nameRules(environment: Environment, sound: Sound): readonly Problem[] {
  if (!sound('app') || !sound('name')) return [];
  const overlong = overlongNames(environment);
  if (overlong.length === 0) return [];
  const excess = Math.max(...overlong.map(({ name, limit }) => name.length - limit));
  const limits = overlong.map(
    ({ resource, name, limit }) => `${limit} for the ${resource} ${quote(name)} (${name.length})`,
  );
  return [
    {
      subject: 'app and name',
      got: `${quote(environment.app)} and ${quote(environment.name)}`,
      allowed: `characters in the names that AWS gets: ${limits.join(', ')}`,
      fix: `Shorten app or name by ${excess}.`,
    },
  ];
}

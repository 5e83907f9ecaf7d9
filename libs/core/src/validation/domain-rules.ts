import type { Environment } from '../environment';
import { isHostName } from '../host-name';
import type { Problem } from '../problem';
import { describePath, quote } from '../wording';
import type { Sound } from './rules';

/** What is delegated must lie below the domain: no other zone can hold the record. */
export function domainRules({ domain }: Environment, sound: Sound): readonly Problem[] {
  if (!sound('domain', 'name')) return [];
  return Object.keys(domain.delegations)
    .filter((name) => !isHostName(name) || !name.endsWith(`.${domain.name}`))
    .map((name) => ({
      subject: describePath(['domain', 'delegations', name]),
      got: quote(name),
      allowed: `a subdomain of ${domain.name}`,
      fix: isHostName(`${name}.${domain.name}`)
        ? `Write '${name}.${domain.name}', if that is the environment's domain.`
        : 'Write the full domain of the other environment.',
    }));
}

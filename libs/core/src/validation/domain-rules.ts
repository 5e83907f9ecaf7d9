import type { Environment } from '../environment';
import { isHostName } from '../host-name';
import { originDomain } from '../names/origin-domain';
import type { Problem } from '../problem';
import { describePath, quote } from '../wording';
import type { Sound } from './sound';

export function domainRules(environment: Environment, sound: Sound): readonly Problem[] {
  if (!sound('domain', 'name')) return [];
  return [
    ...authorityRule(environment, sound),
    ...delegationRule(environment),
    ...originRule(environment, sound),
  ];
}

/** What may issue in somebody else's zone is not written by this environment. */
function authorityRule({ domain }: Environment, sound: Sound): readonly Problem[] {
  const { zone, certificateAuthorities } = domain;
  if (zone === 'own' || certificateAuthorities.length === 0) return [];
  if (!sound('domain', 'zone') || !sound('domain', 'certificateAuthorities')) return [];
  return [
    {
      subject: 'domain.certificateAuthorities',
      got: 'some, with a zone that exists',
      allowed: "none, or zone 'own'",
      fix: 'Leave it out. The CAA records of that zone are where its owner writes them; they have to allow amazon.com.',
    },
  ];
}

/** What is delegated must lie below the domain: no other zone can hold the record. */
function delegationRule({ domain }: Environment): readonly Problem[] {
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

/** A name is either delegated or points at the load balancer. */
function originRule(environment: Environment, sound: Sound): readonly Problem[] {
  const { domain, edge } = environment;
  const origin = originDomain(environment);
  if (!edge.cdn || !sound('edge', 'cdn') || !Object.hasOwn(domain.delegations, origin)) return [];
  return [
    {
      subject: describePath(['domain', 'delegations', origin]),
      got: quote(origin),
      allowed: `any other subdomain of ${domain.name}: by this one the CDN asks the load balancer`,
      fix: 'Give the other environment another domain.',
    },
  ];
}

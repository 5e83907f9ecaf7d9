import { cidrsOverlap, parseCidr } from './cidr';
import type { Environment } from './environment';
import { joinedName } from './names/physical-name';
import { originDomain } from './names/origin-domain';
import type { Problem } from './problem';
import { quote } from './wording';

/**
 * What environments that are each fine get wrong together: they are one twice, their networks overlap, they claim the
 * same domain, or names that AWS wants unique collide in an account that they share.
 */
export function checkTogether(environments: readonly Environment[]): readonly Problem[] {
  return environments.flatMap((first, index) =>
    environments.slice(index + 1).flatMap((second) => checkPair(first, second)),
  );
}

function checkPair(first: Environment, second: Environment): readonly Problem[] {
  if (first.app === second.app && first.name === second.name) return [sameEnvironment(first)];
  return [networkOverlap, sameDomain, domainOfOrigin, sameNames].flatMap(
    (check) => check(first, second) ?? [],
  );
}

function sameEnvironment({ app, name }: Environment): Problem {
  return {
    subject: `name of two environments`,
    got: `${quote(name)}, both of app ${quote(app)}`,
    allowed: 'a name of its own for each environment of an app',
    fix: 'Rename one: the name is the Terraform workspace, so both would write the same state.',
  };
}

function networkOverlap(first: Environment, second: Environment): Problem | undefined {
  const [a, b] = [parseCidr(first.network.cidr), parseCidr(second.network.cidr)];
  if (!a || !b || !cidrsOverlap(a, b)) return undefined;
  return {
    subject: `network.cidr of ${label(first, second)}`,
    got: `${quote(first.network.cidr)} and ${quote(second.network.cidr)}`,
    allowed: 'blocks that share no address',
    fix: 'Give one another block, such as 10.20.0.0/16: networks that overlap can never be connected, and an address in a log may be of either.',
  };
}

function sameDomain(first: Environment, second: Environment): Problem | undefined {
  if (first.domain.name !== second.domain.name) return undefined;
  return {
    subject: `domain.name of ${label(first, second)}`,
    got: `${quote(first.domain.name)} in both`,
    allowed: 'a domain of its own for each environment',
    fix: `Give one a subdomain, such as '${second.name}.${first.domain.name}'.`,
  };
}

/** The name by which one's CDN asks its load balancer cannot be what the other's users type. */
function domainOfOrigin(first: Environment, second: Environment): Problem | undefined {
  const pairs = [
    [first, second],
    [second, first],
  ] as const;
  const taken = pairs.find(([one, other]) => one.edge.cdn && originDomain(one) === other.domain.name);
  if (!taken) return undefined;
  const [one, other] = taken;
  return {
    subject: `domain.name of ${label(first, second)}`,
    got: `${quote(other.domain.name)}, by which the CDN of ${one.app}/${one.name} asks its load balancer`,
    allowed: 'a domain of its own for each environment',
    fix: `Give ${other.app}/${other.name} another subdomain, such as '${other.name}.${one.domain.name}'.`,
  };
}

/** Names are `<app>-<env>…`, and `/ecs/<env>/<service>` for log groups, which leave the app out. */
function sameNames(first: Environment, second: Environment): Problem | undefined {
  if (first.aws.account !== second.aws.account) return undefined;
  const sameLogGroups = first.name === second.name && first.aws.region === second.aws.region;
  const prefix = joinedName(first);
  if (prefix !== joinedName(second) && !sameLogGroups) return undefined;
  return {
    subject: `app and name of ${label(first, second)}`,
    got: sameLogGroups ? `name ${quote(first.name)} in both` : `${quote(prefix)} when joined, in both`,
    allowed: `names that differ within account ${first.aws.account}, because ${sameLogGroups ? 'log groups' : 'roles, buckets and databases'} are named after them`,
    fix: 'Rename one environment, or give it an AWS account of its own.',
  };
}

function label(first: Environment, second: Environment): string {
  return [first, second].map(({ app, name }) => `${app}/${name}`).join(' and ');
}

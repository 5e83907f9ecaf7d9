import { literal, optional, record, string, union, type core } from 'zod/mini';
import type { EnvironmentSpec } from '../environment-spec';
import { domainFix, hostNameFix } from '../host-name';
import { databaseSchema } from './database-schema';
import { firewallSchema } from './firewall-schema';
import { choice, flag, list, pattern, positive, section, text } from './field';
import { appFix, emailFix, emailsFix, environmentNameFix, regionFix } from './identity-values';
import { vpcCidrFix, zoneFix, zonesFix } from './network-values';
import { serviceSchema } from './service-schema';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const domain = section({
  name: text("a host name of at most 64 characters, such as 'staging.example.com'", domainFix),
  zone: optional(
    union(
      [
        literal('own'),
        section({
          id: pattern(
            /^Z[A-Z0-9]{1,31}$/,
            "a hosted zone's id, such as 'Z0123456789ABCDEFGHIJ'",
            "Copy the zone's id from Route 53, without /hostedzone/.",
          ),
        }),
      ],
      "'own', or { id: … } of a hosted zone that exists",
    ),
  ),
  certificateAuthorities: optional(
    list(
      text("an authority's name in CAA records, such as 'letsencrypt.org'", hostNameFix),
      'a list of certificate authorities',
      (authorities) => {
        const repeated = authorities.find((name, index) => authorities.indexOf(name) !== index);
        return repeated === undefined ? undefined : `Remove the second '${repeated}'.`;
      },
    ),
  ),
  delegations: optional(
    record(
      string(),
      list(text('the host name of a name server', hostNameFix), 'a list of name servers', (servers) =>
        servers.length < 2 ? 'List all name servers of the zone; Route 53 gives four.' : undefined,
      ),
      'an object of subdomains, each with a list of name servers',
    ),
  ),
});

const account = pattern(
  /^\d{12}$/,
  'the 12 digits of an AWS account id, in quotes',
  'Copy it from `aws sts get-caller-identity`, without dashes and with leading zeros.',
);

/** Every setting there is, and what its value may be on its own. What concerns several settings is in rules. */
export const environmentSchema = section({
  app: text('2 to 20 lower case letters, digits and single dashes', appFix),
  name: text('2 to 12 lower case letters, digits and single dashes', environmentNameFix),
  tier: optional(choice('production', 'staging', 'disposable')),
  aws: section({
    account,
    region: optional(text("an AWS region such as 'eu-west-1'", regionFix)),
    registryAccount: optional(account),
  }),
  domain,
  network: optional(
    section({
      cidr: optional(text('a private IPv4 block of /16 to /20', vpcCidrFix)),
      zones: optional(
        union(
          [choice(2, 3), list(text("a zone's letter", zoneFix), '2 or 3 zone letters', zonesFix)],
          "2, 3, or the zones' letters, such as ['a', 'c']",
        ),
      ),
      nat: optional(choice('none', 'one', 'per-zone')),
    }),
  ),
  database: optional(union([literal(false), databaseSchema], 'an object with settings, or false for none')),
  services: optional(record(string(), serviceSchema, 'an object of services')),
  edge: optional(
    section({
      cdn: optional(flag()),
      direct: optional(flag()),
      assets: optional(flag()),
      firewall: optional(firewallSchema),
      priceClass: optional(choice('100', '200', 'all')),
      originSecret: optional(choice('a', 'b')),
    }),
  ),
  logs: optional(section({ retentionDays: optional(choice(...RETENTION_DAYS)) })),
  alerts: optional(
    section({
      emails: optional(list(text('an e-mail address', emailFix), 'a list of e-mail addresses', emailsFix)),
      latencySeconds: optional(positive(60)),
    }),
  ),
  bastion: optional(flag()),
});

/** A spec as zod hands it on: sizes are numbers in the units of {@link Environment}, nothing is filled in yet. */
export type ParsedSpec = core.output<typeof environmentSchema>;

type Extends<A extends B, B> = [A, B];
type Complete<T> = T extends object
  ? { readonly [Key in keyof T]-?: Complete<Exclude<T[Key], undefined>> }
  : T;
type Accepted = core.input<typeof environmentSchema>;

/**
 * Holds schema and documented types together at compile time: each accepts what the other does, and (by the complete
 * forms, in which an optional key can no longer be missing) neither has a key that the other lacks.
 */
export type SchemaIsSpec = [
  Extends<EnvironmentSpec, Accepted>,
  Extends<Accepted, EnvironmentSpec>,
  Extends<Complete<EnvironmentSpec>, Complete<Accepted>>,
  Extends<Complete<Accepted>, Complete<EnvironmentSpec>>,
];

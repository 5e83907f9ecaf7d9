import type { Environment } from '../environment';
import { instanceFamilies, instanceFamily } from '../instance-families';
import { POSTGRES_VERSIONS_ALLOWED, postgresVersionFix } from '../postgres-version';
import type { Problem } from '../problem';
import { formatStorage } from '../size';
import { quote } from '../wording';
import type { Sound } from './sound';

const AUTOSCALING_SOURCE =
  'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html';
const LARGEST_GB = 65536;

export function databaseRules(environment: Environment, sound: Sound): readonly Problem[] {
  return [sizeRule, versionRule, storageRule, protectionRule, backupRule].flatMap((rule) =>
    rule(environment, sound),
  );
}

const BY_A_WORD = 'Or write `unlisted: true` beside it, if RDS has it by now.';

function sizeRule({ database, aws }: Environment, sound: Sound): readonly Problem[] {
  if (!database || database.unlisted || !sound('database', 'size') || !sound('aws', 'region')) return [];
  const families = instanceFamilies(aws.region);
  if (families.includes(instanceFamily(database.size))) return [];
  return [
    {
      subject: 'database.size',
      got: `${quote(database.size)} in ${aws.region}`,
      allowed: `there, as of 2026-11-28, a class of ${families.join(', ')}`,
      fix: `Use one of those, such as 'db.t4g.micro'. ${BY_A_WORD}`,
      source:
        'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.RegionSupport.html',
    },
  ];
}

function versionRule({ database }: Environment, sound: Sound): readonly Problem[] {
  if (!database || database.unlisted || !sound('database', 'version')) return [];
  const fix = postgresVersionFix(database.version);
  if (fix === undefined) return [];
  return [
    {
      subject: 'database.version',
      got: quote(database.version),
      allowed: POSTGRES_VERSIONS_ALLOWED,
      fix: `${fix} ${BY_A_WORD}`,
      source:
        'https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html',
    },
  ];
}

/** RDS wants room to grow by a tenth at least. At the largest size there is nothing to grow to. */
function storageRule({ database }: Environment, sound: Sound): readonly Problem[] {
  if (!database || !sound('database', 'storage') || !sound('database', 'maxStorage')) return [];
  const { storageGb, maxStorageGb } = database;
  const least = storageGb + Math.ceil(storageGb / 10);
  if (maxStorageGb >= least || (storageGb === maxStorageGb && least > LARGEST_GB)) return [];
  return [
    {
      subject: 'database.maxStorage',
      got: `'${formatStorage(maxStorageGb)}'`,
      allowed: `at least a tenth more than storage, which is ${formatStorage(storageGb)}`,
      fix:
        least > LARGEST_GB
          ? `Set it to '${formatStorage(LARGEST_GB)}', and storage as well: RDS has nothing larger.`
          : `Set it to '${formatStorage(least)}' or more, or leave it out for five times storage.`,
      source: AUTOSCALING_SOURCE,
    },
  ];
}

function protectionRule({ database, tier }: Environment, sound: Sound): readonly Problem[] {
  if (!database || !sound('database', 'deletionProtection') || !sound('tier')) return [];
  const wanted = tier !== 'disposable';
  if (database.deletionProtection === wanted || tier === 'staging') return [];
  return [
    {
      subject: 'database.deletionProtection',
      got: String(database.deletionProtection),
      allowed: `${wanted} in a ${tier} environment`,
      fix: wanted
        ? 'Leave it out. To be rid of a production database, first make the environment staging, in a change of its own.'
        : "Leave it out, or make the tier 'staging': a disposable environment must go without a question.",
    },
  ];
}

function backupRule({ database, tier }: Environment, sound: Sound): readonly Problem[] {
  if (!database || tier !== 'production' || !sound('database', 'backupDays')) return [];
  if (database.backupDays >= 7) return [];
  return [
    {
      subject: 'database.backupDays',
      got: String(database.backupDays),
      allowed: '7 to 35 in production',
      fix: 'Set it to 7 or more, or leave it out for 14: damage to data is often noticed days later.',
    },
  ];
}

import { shellLine, type Place } from '@slipway/tool-terminal';
import type { ResourceChangeJson, Values } from '../plan-json';
import { changedAttributes } from '../values';
import type { Foreseen } from './foreseen';

/**
 * What RDS refuses, interrupts or delays of a change to a database.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html
 */
export function foreseeDatabase(
  { address, type, deposed, change }: ResourceChangeJson,
  place: Place,
): readonly Foreseen[] {
  const { actions, before, after } = change;
  if (type !== 'aws_db_instance' || deposed !== undefined) return [];
  if (actions.join() !== 'update' || !before || !after) return [];
  const attributes = changedAttributes(change);
  return [
    ...(attributes.includes('engine_version') ? versionChange(before, after) : []),
    ...storageChange(before, after),
    ...restart(attributes, before, after),
    ...delay(attributes, before, after, place),
  ].map((foreseen) => ({ address, ...foreseen }));
}

type Said = Omit<Foreseen, 'address'>;

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.MajorVersion.html */
function versionChange(before: Values, after: Values): readonly Said[] {
  const from = versionOf(before.engine_version_actual ?? before.engine_version, 0);
  const to = versionOf(after.engine_version, Infinity);
  if (from === undefined || to === undefined) return [];
  if (to.major < from.major || (to.major === from.major && to.minor < from.minor)) {
    return [
      {
        effect: 'refused',
        text: `Postgres cannot go back from ${from.text} to ${to.text}: RDS has no downgrade. Set database.version to what it runs, or load a dump into a new database.`,
      },
    ];
  }
  if (to.major === from.major) return minorChange(before, after);
  if (after.allow_major_version_upgrade !== true) {
    return [
      {
        effect: 'refused',
        text: `Postgres ${from.text} to ${to.text} is a major upgrade, and RDS refuses it until it is asked for. Try it in another environment first. Then write database: { version: '${String(after.engine_version)}', upgrade: 'major' }. The database stops while RDS upgrades it, usually for 10 minutes or more, and there is no way back but a snapshot.`,
      },
    ];
  }
  return [
    {
      effect: 'interrupts',
      text: `Postgres is upgraded from ${from.text} to ${to.text}. The database stops for that, usually for 10 minutes or more; longer with many tables. RDS takes a snapshot before and after. There is no way back but the snapshot.`,
    },
  ];
}

/**
 * RDS upgrades both instances of Multi-AZ at the same time.
 *
 * @see https://repost.aws/knowledge-center/rds-required-maintenance
 */
function minorChange(before: Values, after: Values): readonly Said[] {
  const runs = before.engine_version_actual ?? before.engine_version;
  // A major alone is whatever minor runs.
  if (!String(after.engine_version).includes('.') || runs === after.engine_version) return [];
  return [
    {
      effect: 'interrupts',
      text: `Postgres is upgraded from ${String(runs)} to ${String(after.engine_version)}. It answers no query while it restarts with the new version, usually for 5 minutes or more, with a standby as well.`,
    },
  ];
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html */
function storageChange(before: Values, after: Values): readonly Said[] {
  const [from, to] = [Number(before.allocated_storage), Number(after.allocated_storage)];
  if (!(to < from)) return [];
  return [
    {
      effect: 'refused',
      text: `The database's storage cannot shrink from ${from} GB to ${to} GB: RDS refuses it. Set database.storage to '${from} GB' or more.`,
    },
  ];
}

function restart(attributes: readonly string[], before: Values, after: Values): readonly Said[] {
  const resized = attributes.includes('instance_class');
  if (!resized) return [];
  const how =
    before.multi_az === true && after.multi_az === true
      ? 'while the standby takes over, usually for 1 to 2 minutes'
      : 'while it restarts, usually for 5 minutes or more';
  return [
    {
      effect: 'interrupts',
      text: `The database moves from ${String(before.instance_class)} to ${String(after.instance_class)}. It answers no query ${how}.`,
    },
  ];
}

/** What RDS puts off to the maintenance window unless it is told to do it at once. All else it does at once in any case. */
const WAITING = [
  'allocated_storage',
  'engine_version',
  'instance_class',
  'multi_az',
  'storage_type',
  'iops',
  'storage_throughput',
];

function delay(attributes: readonly string[], before: Values, after: Values, place: Place): readonly Said[] {
  const waiting = attributes.filter((attribute) => WAITING.includes(attribute));
  if (after.apply_immediately === true || waiting.length === 0) return [];
  const window = windowInWords(before.maintenance_window);
  const now = shellLine(
    place,
    `aws rds modify-db-instance --db-instance-identifier ${String(before.identifier)}${regionOf(before.arn)} --apply-immediately`,
  );
  return [
    {
      effect: 'waits',
      text: `${waiting.join(', ')}: RDS does it in the maintenance window${window}, not now. Until then the database is as before. To have it now:\n  ${now}`,
    },
  ];
}

/** The option that names the region of an ARN; whoever copies the line has another one set, or none. */
function regionOf(arn: unknown): string {
  const region = String(arn ?? '').split(':')[3];
  return region ? ` --region ${region}` : '';
}

const DAYS: { readonly [day: string]: string } = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** `sun:03:30-sun:04:30`, as RDS writes it, with a comma before. Empty where there is none. */
function windowInWords(window: unknown): string {
  const [, day = '', from = '', to = ''] =
    /^(\w{3}):(\d\d:\d\d)-\w{3}:(\d\d:\d\d)$/.exec(String(window)) ?? [];
  return DAYS[day] ? `, ${DAYS[day]} ${from} to ${to} UTC` : '';
}

interface Version {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
}

/** @param minor what a major alone counts as: the oldest of what may run, the newest of what is asked for */
function versionOf(version: unknown, minor: number): Version | undefined {
  const [, major, given] = /^(\d+)(?:\.(\d+))?$/.exec(String(version)) ?? [];
  if (major === undefined) return undefined;
  return {
    text: String(version),
    major: Number(major),
    minor: given === undefined ? minor : Number(given),
  };
}

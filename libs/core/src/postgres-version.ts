/**
 * Postgres majors under standard support on RDS, and for each the first minor that is accepted. Older minors have known
 * holes; RDS stopped offering them in May 2026 and upgrades what still runs them to these or later.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 */
const FLOORS: { readonly [major: string]: number } = { '14': 20, '15': 15, '16': 11, '17': 7, '18': 1 };

const MAJORS = Object.keys(FLOORS);
const MINORS = Object.entries(FLOORS).map(([major, minor]) => `${major}.${minor}`);

/** For messages: majors, and the first minor of each. */
export const POSTGRES_VERSIONS_ALLOWED = `'${MAJORS.join("', '")}', or a minor from ${MINORS.join(', ')} on`;

/** What to do about a Postgres version that is not accepted; `undefined` when it is. */
export function postgresVersionFix(version: string): string | undefined {
  const [, major = '', minor] = /^(\d+)(?:\.(\d+))?$/.exec(version) ?? [];
  const floor = FLOORS[major];
  if (floor === undefined) return `Use '17', or another major that RDS supports.`;
  if (minor === undefined || Number(minor) >= floor) return undefined;
  return `Use '${major}' for the newest minor, or '${major}.${floor}' and later: earlier ones have known security holes and RDS no longer offers them.`;
}

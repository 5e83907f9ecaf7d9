import { palette } from '@slipway/tool-terminal';
import type { ConfigDiffRow } from '../secrets/config-diff';
import type { ConfigHistoryEntry, SecretChange } from '../secrets/config-history';
import { columns } from './columns';
import type { Look } from './look';
import { plainText } from './plain-text';
import { whenWords } from './release-list';

/** `slipway config history`: a change a line, newest first. */
export function configHistoryLines(entries: readonly ConfigHistoryEntry[], look: Look): string[] {
  if (entries.length === 0) return ['Nothing of that was ever set here.'];
  const { dim } = palette(look);
  const services = new Set(entries.flatMap(({ secrets }) => secrets.map(({ service }) => service)));
  return columns([
    ['when (UTC)', 'who', 'secrets', 'why', 'live with it'].map((head) => dim(head)),
    ...entries.map((entry) => [
      whenWords(entry.at),
      plainText(entry.by, 20),
      secretsWords(entry.secrets, services.size > 1),
      whyWords(entry),
      entry.releases.map((release) => `v${release}`).join(', ') || 'no release',
    ]),
  ]);
}

/** `KEY@3, -OLD`, with the service before each where there are several. */
function secretsWords(secrets: readonly SecretChange[], several: boolean): string {
  return secrets
    .map(({ service, name, version }) => {
      const what = version === undefined ? `-${name}` : `${name}@${version}`;
      return several ? `${service} ${what}` : what;
    })
    .join(', ');
}

function whyWords({ why, from, release }: ConfigHistoryEntry): string {
  if (why === 'rollback') return `rollback to v${release ?? '?'}`;
  if (why === 'found') return 'set or unset by another tool';
  return from === undefined ? why : `${why} from ${from}`;
}

/** `slipway config diff`: what only one of two environments has first, then what both have. */
export function configDiffLines(
  rows: readonly ConfigDiffRow[],
  environments: readonly [string, string],
  look: Look,
): string[] {
  if (rows.length === 0) return ['Nothing is set in either.'];
  const { dim, yellow } = palette(look);
  const several = new Set(rows.map(({ service }) => service)).size > 1;
  const isIn = (row: ConfigDiffRow) => environments.filter((name) => row.versions[name] !== undefined).length;
  const line = (row: ConfigDiffRow) => [
    several ? `${row.service} ${row.name}` : row.name,
    ...environments.map((name) => {
      const version = row.versions[name];
      return version === undefined ? yellow('not set') : `version ${version}`;
    }),
  ];
  return columns([
    ['secret', ...environments].map((head) => dim(head)),
    ...rows.filter((row) => isIn(row) === 1).map(line),
    ...rows.filter((row) => isIn(row) === 2).map(line),
  ]);
}

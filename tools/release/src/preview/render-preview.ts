import { npxSlipway, palette } from '@slipway/tool-terminal';
import type { Commit, Migration } from '../record/release-record';
import { lineWidth, type Look } from '../present/look';
import { plainText } from '../present/plain-text';
import { commitWords } from '../present/release-words';
import type { NameDifference } from './config-difference';
import type { Preview, PromotePreview, ReleasePreview, ReleaseRef, RollbackPreview } from './preview';

const LABEL_WIDTH = 16;
const MOST_COMMITS = 20;

type Section = readonly [label: string, lines: readonly string[]];

/** A preview as lines, each fact beside its label. The words are the same with colours and without. */
export function renderPreview(preview: Preview, look: Look): string[] {
  const { bold, dim } = palette(look);
  const [title, sections] = contents(preview, look);
  return [
    bold(title),
    ...sections.flatMap(([label, lines]) =>
      lines.map((line, index) => `  ${dim((index === 0 ? label : '').padEnd(LABEL_WIDTH))}  ${line}`),
    ),
  ];
}

function contents(preview: Preview, look: Look): [string, Section[]] {
  switch (preview.kind) {
    case 'promote':
      return promoteContents(preview, look);
    case 'rollback':
      return rollbackContents(preview, look);
    case 'release':
      return releaseContents(preview, look);
  }
}

function promoteContents(preview: PromotePreview, look: Look): [string, Section[]] {
  const { source, environment, live, commits, config, infrastructure, migrations } = preview;
  return [
    `Promote ${source.environment} v${source.version} to ${environment}`,
    [
      ['live there', [liveWords(live, look)]],
      ['commits', commitLines(commits, look)],
      [
        'config',
        orNone(
          config.flatMap((difference) => nameLines(difference, source.environment, environment)),
          'same names',
        ),
      ],
      [
        'infrastructure',
        orNone(
          infrastructure.map((line) => plainText(line)),
          'all applied',
        ),
      ],
      [
        'migrations',
        orNone(
          migrations.flatMap((migration) => migrationLines(migration, look)),
          'none',
        ),
      ],
    ],
  ];
}

function rollbackContents(preview: RollbackPreview, look: Look): [string, Section[]] {
  const { environment, target, live, takenBack, destroyed } = preview;
  const { yellow } = palette(look);
  const warnings = destroyed.map(({ name, destructive }) =>
    yellow(
      `v${target.version} is before migration ${plainText(name, 80)}, which ${listed(destructive)}: the old code may need it.`,
    ),
  );
  return [
    `Roll ${environment} back to v${target.version}`,
    [
      ['live now', [liveWords(live, look)]],
      [
        'comes back',
        [target.commit ? commitWords(target.commit, messageRoom(look, 0)) : 'a release without a commit'],
      ],
      ['undone', commitLines(takenBack, look)],
      ['config', rolledBackConfig(preview)],
      ['migrations', ['none are run and none undone', ...warnings]],
      ['afterwards', [`pushes wait until \`${npxSlipway('unhold', environment)}\``]],
    ],
  ];
}

function rolledBackConfig({ target, config, withConfig }: RollbackPreview): string[] {
  const changes = (config ?? []).map(({ service, names }) => `${service}: ${names.join(', ')}`);
  if (!config) return ['stays as it is now'];
  if (changes.length === 0) return [`the same as v${target.version} had`];
  if (withConfig) return [`goes back to what v${target.version} had:`, ...changes];
  return [
    'stays as it is now. With --with-config it would change to',
    `what v${target.version} had:`,
    ...changes,
  ];
}

function releaseContents(preview: ReleasePreview, look: Look): [string, Section[]] {
  const { environment, live, commits, config, newTemplates, notDeployed } = preview;
  return [
    `Release to ${environment}`,
    [
      ['live now', [liveWords(live, look)]],
      ['commits', commitLines(commits, look)],
      [
        'config',
        orNone(
          config.map(({ service, names }) => `${service}: ${names.join(', ')}`),
          'unchanged',
        ),
      ],
      [
        'settings',
        orNone(
          newTemplates.map((service) => `${service} has a newer template`),
          'those of the last deploy',
        ),
      ],
      ['to deploy', notDeployedLines(notDeployed, environment, look)],
    ],
  ];
}

/** Said by name, since it is what people expect the release to bring. */
function notDeployedLines(lines: readonly string[], environment: string, look: Look): string[] {
  if (lines.length === 0) return [];
  const { yellow } = palette(look);
  const shown = lines.slice(0, MOST_COMMITS).map((line) => plainText(line, 200));
  const more = lines.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
    `This release goes without. To apply first: ${npxSlipway('deploy', environment)}`,
  ].map((line) => yellow(line));
}

function liveWords(live: ReleaseRef | undefined, look: Look): string {
  if (!live) return 'nothing yet';
  const version = `v${live.version}`;
  if (!live.commit) return version;
  return `${version}, ${commitWords(live.commit, messageRoom(look, version.length + 2))}`;
}

const LONGEST_MESSAGE = 72;
const SHORTEST_MESSAGE = 20;

/** Characters of a commit's message that fit beside its label, its short hash and what else is on the line. */
function messageRoom(look: Look, others: number): number {
  const room = lineWidth(look) - LABEL_WIDTH - 4 - 8 - others;
  return Math.max(SHORTEST_MESSAGE, Math.min(LONGEST_MESSAGE, room));
}

function commitLines(commits: readonly Commit[] | undefined, look: Look): string[] {
  if (!commits) return ['not known here (`git fetch --unshallow` brings the history)'];
  const { dim } = palette(look);
  const shown = commits.slice(0, MOST_COMMITS).map((commit) => {
    const author = commit.author ? `  ${plainText(commit.author, 40)}` : '';
    return `${commitWords(commit, messageRoom(look, author.length))}${dim(author)}`;
  });
  const more = commits.length - shown.length;
  return orNone([...shown, ...(more > 0 ? [`and ${more} more`] : [])], 'none');
}

function nameLines(
  { service, onlyInSource, onlyInTarget }: NameDifference,
  source: string,
  target: string,
): string[] {
  return [
    ...(onlyInSource.length > 0 ? [`${service}: only in ${source}: ${onlyInSource.join(', ')}`] : []),
    ...(onlyInTarget.length > 0 ? [`${service}: only in ${target}: ${onlyInTarget.join(', ')}`] : []),
  ];
}

function migrationLines({ name, destructive }: Migration, look: Look): string {
  const shown = plainText(name, 80);
  return destructive.length > 0 ? palette(look).red(`${shown}, which ${listed(destructive)}`) : shown;
}

function listed(parts: readonly string[]): string {
  return parts.map((part) => plainText(part, 100)).join(' and ');
}

function orNone(lines: readonly string[], none: string): string[] {
  return lines.length > 0 ? [...lines] : [none];
}

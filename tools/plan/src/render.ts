import pc from 'picocolors';
import type { ChangeAction, PlannedChange, PlanSummary } from './summarize';
import type { ProtectionLift } from './lift-protection';
import { wrap } from './wrap';

export interface RenderOptions {
  readonly color: boolean;
  /** Characters that fit on a line. */
  readonly columns: number;
}

const WORDS: { readonly [action in ChangeAction]: string } = {
  destroy: 'destroyed',
  replace: 'replaced',
  update: 'changed',
  create: 'created',
  import: 'taken over',
  forget: 'removed from the state, but kept in AWS',
};

/** `4 created, 1 changed`; what is lost comes first. */
export function countsLine({ counts, outputs }: PlanSummary): string {
  const parts = (Object.keys(WORDS) as ChangeAction[])
    .filter((action) => counts[action] > 0)
    .map((action) => `${counts[action]} ${WORDS[action]}`);
  if (parts.length > 0) return parts.join(', ');
  return outputs.length > 0 ? 'only outputs change' : 'no changes';
}

/** The plan as a person reads it: counts, what would be lost, what changes, what is new by type. */
export function renderSummary(summary: PlanSummary, { color, columns }: RenderOptions): string {
  const colors = pc.createColors(color);
  const { changes, outputs } = summary;
  const lost = changes.filter(({ action }) => action === 'destroy' || action === 'replace');
  const changed = changes.filter(({ action }) => ['update', 'import', 'forget'].includes(action));
  const created = changes.filter(({ action }) => action === 'create');
  const sections = [colors.bold(`Plan: ${countsLine(summary)}.`)];

  if (lost.length > 0) {
    sections.push(
      [
        colors.bold(colors.red('DESTROYED OR REPLACED')),
        ...lost.flatMap((change) => lostLines(change, columns).map((line) => colors.red(line))),
      ].join('\n'),
    );
  }
  if (changed.length > 0) {
    sections.push(
      [
        colors.bold('Changed'),
        ...changed.flatMap((change) => changedLines(change, columns)).map((line) => colors.yellow(line)),
      ].join('\n'),
    );
  }
  if (created.length > 0) {
    sections.push(
      [colors.bold('Created'), ...createdLines(created, columns).map((line) => colors.green(line))].join(
        '\n',
      ),
    );
  }
  if (outputs.length > 0) {
    sections.push(wrap(`Outputs that change: ${outputs.join(', ')}`, '  ', columns).join('\n'));
  }
  return sections.join('\n\n');
}

/** The step that must come first, and what it means. */
export function renderProtectionLift(
  steps: readonly ProtectionLift[],
  { color, columns }: RenderOptions,
): string {
  const colors = pc.createColors(color);
  return [
    colors.bold(colors.red('BEFORE THAT, protection is switched off, as a step of its own')),
    ...steps.flatMap(({ address, attribute, value, meaning }) => [
      ...wrap(`  ${address}: ${attribute} becomes ${value}`, '      ', columns),
      ...wrap(`      ${meaning}`, '      ', columns),
    ]),
  ].join('\n');
}

function lostLines({ address, action, reasons }: PlannedChange, columns: number): string[] {
  const head =
    action === 'replace' ? `  -/+ ${address}  destroyed and created again` : `  -   ${address}  destroyed`;
  return [
    ...wrap(head, '      ', columns),
    ...reasons.flatMap((text) => wrap(`        ${text}`, '          ', columns)),
  ];
}

function changedLines(
  { address, action, attributes, details = [] }: PlannedChange,
  columns: number,
): string[] {
  if (action !== 'update') return wrap(`  ~   ${address}  ${WORDS[action]}`, '      ', columns);
  return [
    ...wrap(`  ~   ${address}  ${attributes.join(', ')}`, '        ', columns),
    ...details.flatMap((text) => wrap(`        ${text}`, '          ', columns)),
  ];
}

function createdLines(created: readonly PlannedChange[], columns: number): string[] {
  const byType = new Map<string, string[]>();
  for (const { type, address } of created) {
    const name = address.startsWith(`${type}.`) ? address.slice(type.length + 1) : address;
    byType.set(type, [...(byType.get(type) ?? []), name]);
  }
  return [...byType].flatMap(([type, names]) =>
    wrap(
      `  +   ${type}${names.length > 1 ? ` × ${names.length}` : ''}  ${names.join(', ')}`,
      '        ',
      columns,
    ),
  );
}

import { formatDuration, npxSlipway, palette, type Output } from '@slipway/tool-terminal';
import type { PhaseName, ReleaseRecord } from '../record/release-record';
import { plainText } from './plain-text';
import { outcome, startWords, type OutcomeContext } from './release-words';
import type { PhaseView, ReleaseView, ServiceView, TaskCounts } from './release-view';

type Look = Pick<Output, 'color' | 'columns'>;

const LABELS: { readonly [phase in PhaseName]: string } = {
  preconditions: 'check what it needs',
  register: 'register',
  assets: 'assets',
  'release command': 'release command',
  update: 'ask ECS',
  roll: 'roll',
  'roll back': 'roll back',
};
const LABEL_WIDTH = Math.max(...Object.values(LABELS).map(({ length }) => length));

/** What begins. What it changes, the commits among that, a preview has told; the record does not know all of it yet. */
export function headLines(record: ReleaseRecord, look: Look): string[] {
  return ['', palette(look).bold(startWords({ ...record, commit: undefined }))];
}

/** The picture of a release that runs, for a region that is redrawn. `now` on the clock of the events. */
export function liveLines(view: ReleaseView, look: Look, now: number): string[] {
  const { dim, yellow } = palette(look);
  const width = Math.max(20, look.columns - 6);
  const running = view.phases.at(-1)?.seconds === undefined ? view.phases.at(-1) : undefined;
  const head = view.record ? headLines(view.record, look) : [];
  const phases = view.phases.flatMap((phase) => {
    const line = phaseLine(phase, look, now);
    if (phase !== running) return [line];
    if (phase.name === 'release command') {
      return [line, ...view.commandOutput.map((output) => dim(`    ${plainText(output, width)}`))];
    }
    const rolls = phase.name === 'roll' || phase.name === 'roll back';
    return rolls ? [line, ...view.services.map((service) => `    ${taskLine(service, look)}`)] : [line];
  });
  return [...head, ...phases, ...view.notes.map((note) => yellow(`  ${plainText(note)}`))];
}

/** `✓ assets  0.4 s  24 files, 3 new`, with what it has taken so far when it still runs. */
export function phaseLine(
  { name, startedAt, seconds, failed, detail }: PhaseView,
  look: Look,
  now: number,
): string {
  const { green, red, cyan, dim } = palette(look);
  const mark = seconds === undefined ? cyan('…') : failed ? red('✗') : green('✓');
  const shown = seconds ?? Math.floor(Math.max(0, now - startedAt) / 1000);
  const told = detail === undefined ? '' : dim(`  ${plainText(detail)}`);
  return `  ${mark} ${LABELS[name].padEnd(LABEL_WIDTH)}  ${formatDuration(shown)}${told}`;
}

/** `web  new ●○ running 2, healthy 1 · old ●● draining 2`. A filled dot is a task that gets requests. */
export function taskLine({ service, fresh, old }: ServiceView, look: Look): string {
  return `${service}  new ${tasksWords(fresh, true, look)} · old ${tasksWords(old, false, look)}`;
}

function tasksWords(counts: TaskCounts, fresh: boolean, look: Look): string {
  const { green, dim, red } = palette(look);
  const { starting, running, healthy, draining, stopped } = counts;
  const waiting = starting + running - healthy;
  const dots = green('●'.repeat(healthy)) + dim('○'.repeat(waiting)) + dim('●'.repeat(draining));
  const words = [
    starting > 0 && `starting ${starting}`,
    running > 0 && `running ${running}`,
    running > 0 && fresh && `healthy ${healthy}`,
    draining > 0 && `draining ${draining}`,
    stopped > 0 && fresh && red(`stopped ${stopped}`),
  ].filter((word) => word !== false);
  if (words.length === 0) return fresh ? 'none yet' : 'gone';
  return `${dots}${dots ? ' ' : ''}${words.join(', ')}`;
}

/** The verdict, the last lines of what failed, and what to do next. */
export function outcomeLines(
  record: ReleaseRecord,
  context: OutcomeContext,
  look: Pick<Output, 'color'>,
): string[] {
  const { green, red, dim, bold } = palette(look);
  const { good, headline, logs, next } = outcome(record, context);
  const lines = [`${good ? green('✓') : red('✗')} ${bold(headline)}`];
  if (logs.length > 0) lines.push('', 'Last lines:', ...logs.map((line) => dim(`  ${line}`)));
  if (next) lines.push('', `Next: ${next}`);
  const after = afterwards(record, context);
  if (after) lines.push(dim(after));
  return lines;
}

/** What whoever watched it go live may want to know next. */
function afterwards(
  { state, reason, environment }: ReleaseRecord,
  { previous }: OutcomeContext,
): string | undefined {
  if (state !== 'live') return undefined;
  if (reason === 'rollback') return `  Pushes wait until: ${npxSlipway('unhold', environment)}`;
  const bringsCode = reason === 'push' || reason === 'promote';
  return bringsCode && previous ? `  If it is not right: ${npxSlipway('rollback', environment)}` : undefined;
}

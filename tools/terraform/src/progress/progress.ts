import { formatDuration, type Output, palette } from '@slipway/tool-terminal';
import type { Step, TerraformEvent } from './event';
import { waitingFor } from './waits';

export interface ProgressOptions {
  readonly output: Output;
  /** Milliseconds. @default the system's clock */
  readonly now?: () => number;
  /** Called once for a step that has run this long, and may say more about it. */
  readonly onLongStep?: { readonly afterSeconds: number; readonly call: (step: Step) => void };
}

const DONE = {
  create: 'created',
  read: 'read',
  update: 'changed',
  delete: 'destroyed',
  other: 'done',
} as const;
const DOING = {
  create: 'creating',
  read: 'reading',
  update: 'changing',
  delete: 'destroying',
  other: 'working on',
} as const;

/** Where nobody watches a status line, a long wait is worth a line this often. */
const REPORT_EVERY_SECONDS = 30;

/**
 * Renders Terraform's events: in a terminal one line per finished step and a status line that counts up, elsewhere
 * plain lines. Call {@link Progress.tick} about once a second and {@link Progress.end} when Terraform has ended.
 */
export class Progress {
  private readonly running = new Map<
    string,
    { readonly step: Step; readonly since: number; reported: number }
  >();
  private readonly told = new Set<string>();
  private refreshed = 0;
  private planned = 0;
  private finished = 0;

  constructor(private readonly options: ProgressOptions) {}

  handle(event: TerraformEvent): void {
    if (event.type === 'refresh') this.refreshed += 1;
    if (event.type === 'planned') this.planned += event.steps;
    if (event.type === 'start') {
      this.running.set(event.step.address, { step: event.step, since: this.now(), reported: 0 });
    }
    if (event.type === 'done' || event.type === 'failed') {
      this.running.delete(event.step.address);
      this.finished += 1;
      // A lookup changes nothing, and every plan has many of them.
      if (event.type === 'failed' || event.step.action !== 'read') {
        this.options.output.note(this.finishedLine(event.type, event.step));
      }
    }
    this.tick();
  }

  tick(): void {
    const { output, onLongStep } = this.options;
    output.status(this.statusLine());
    for (const entry of this.running.values()) {
      const seconds = this.seconds(entry.since);
      if (!output.interactive && seconds - entry.reported >= REPORT_EVERY_SECONDS) {
        entry.reported = seconds;
        output.note(`  ... ${this.doing(entry.step, seconds)}`);
      }
      if (onLongStep && seconds >= onLongStep.afterSeconds && !this.told.has(entry.step.address)) {
        this.told.add(entry.step.address);
        onLongStep.call(entry.step);
      }
    }
  }

  end(): void {
    this.options.output.status('');
  }

  private finishedLine(outcome: 'done' | 'failed', { address, action, elapsedSeconds }: Step): string {
    const colors = palette(this.options.output);
    const took = colors.dim(elapsedSeconds >= 1 ? `  ${formatDuration(elapsedSeconds)}` : '');
    return outcome === 'done'
      ? `  ${colors.green('✓')} ${DONE[action]} ${address}${took}`
      : `  ${colors.red('✗')} ${DOING[action]} ${address} failed${took}`;
  }

  private statusLine(): string {
    const { columns } = this.options.output;
    const oldest = [...this.running.values()].sort((a, b) => a.since - b.since)[0];
    if (oldest) {
      const others = this.running.size > 1 ? `, ${this.running.size} running` : '';
      const line = `  ${this.finished} of ${this.planned}${others} · ${this.doing(oldest.step, this.seconds(oldest.since))}`;
      return line.length < columns ? line : `${line.slice(0, columns - 2)}…`;
    }
    return this.refreshed && !this.finished ? `  read ${this.refreshed} resources from AWS` : '';
  }

  private doing({ address, resourceType, action }: Step, seconds: number): string {
    const wait = seconds >= 10 ? waitingFor(resourceType, action) : undefined;
    return `${DOING[action]} ${address}, ${formatDuration(seconds)}${wait ? `: ${wait}` : ''}`;
  }

  private seconds(since: number): number {
    return Math.floor((this.now() - since) / 1000);
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }
}

import type { Output } from '@slipway/tool-terminal';
import type { ReleaseRecord } from '../record/release-record';
import type { ReleaseEvent, ReleaseListener } from '../ports/release-event';
import { plainText } from './plain-text';
import { headLines, liveLines, outcomeLines, phaseLine, taskLine } from './release-lines';
import { EMPTY_VIEW, reduce, type ReleaseView } from './release-view';

/** A part of the terminal that is drawn over; `terminalRegion()` is the real one. */
export interface LiveRegion {
  draw(text: string): void;
  /** Leaves what was drawn last where it is. */
  done(): void;
}

export interface PresentOptions {
  readonly output: Output;
  /** Only the final record, as JSON. @default false */
  readonly json?: boolean;
  /** Where the environment answers. @default not said */
  readonly url?: string;
  /** @default lines that follow one another, each fact once */
  readonly region?: LiveRegion;
  /** Milliseconds. @default Date.now */
  readonly now?: () => number;
}

/** Shows a release as it runs. Progress goes to standard error, the verdict (or the record) to standard output. */
export interface ReleasePresenter {
  readonly listener: ReleaseListener;
  /** Ends the drawing, also of a release that threw; may be called twice. */
  close(): void;
}

const REDRAW_MS = 1000;

export function presentRelease(options: PresentOptions): ReleasePresenter {
  const { output, json = false, region, now = Date.now } = options;
  let view = EMPTY_VIEW;
  const draw = () => region?.draw(liveLines(view, output, now()).join('\n'));
  // The running phase's seconds go on while nothing happens. Must not keep the process alive.
  const timer = region && !json ? setInterval(draw, REDRAW_MS).unref() : undefined;
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    if (timer) clearInterval(timer);
    region?.done();
  };
  const listener = (event: ReleaseEvent) => {
    const before = view;
    view = reduce(before, event, now());
    // A release that another run left behind is brought to its end before this one begins.
    const settled = event.type === 'ended' && before.record === undefined;
    if (json) {
      if (event.type === 'ended' && !settled) output.result(JSON.stringify(event.record, null, 2));
      return;
    }
    if (region) draw();
    else for (const line of plainLines(before, view, event, output, now())) output.note(line);
    if (event.type !== 'ended' || settled) return;
    close();
    output.result(outcomeLines(event.record, verdictContext(view, options), output).join('\n'));
  };
  return { listener, close };
}

function verdictContext(
  { previous }: ReleaseView,
  { url }: PresentOptions,
): {
  url?: string;
  previous?: ReleaseRecord;
} {
  return { ...(url && { url }), ...(previous && { previous }) };
}

/** What an event adds for a reader who gets lines one after the other: nothing that was said before. */
export function plainLines(
  before: ReleaseView,
  after: ReleaseView,
  event: ReleaseEvent,
  look: Pick<Output, 'color' | 'columns'>,
  now: number,
): string[] {
  switch (event.type) {
    case 'recorded':
      return before.record ? [] : headLines(event.record, look);
    case 'phase-ended': {
      const phase = after.phases.findLast(({ name }) => name === event.phase);
      return phase ? [phaseLine(phase, look, now)] : [];
    }
    case 'command-output':
      return [`    ${plainText(event.line, 2000)}`];
    case 'observed': {
      const { service } = event.observation;
      const lineOf = ({ services }: ReleaseView) => {
        const seen = services.find((known) => known.service === service);
        return seen ? `    ${taskLine(seen, look)}` : undefined;
      };
      const line = lineOf(after);
      return line === undefined || line === lineOf(before) ? [] : [line];
    }
    case 'note':
      return after.notes === before.notes ? [] : [`  ${plainText(event.text)}`];
    case 'phase-started':
    case 'ended':
      return [];
  }
}

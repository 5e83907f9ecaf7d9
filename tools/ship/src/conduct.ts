import {
  announcersFrom,
  presentRelease,
  terminalRegion,
  type ReleaseListener,
  type ReleaseRecord,
} from '@slipway/tool-release';
import type { Stop } from './interrupt-signal';
import type { ShipOptions } from './options';
import type { ReleasableEnvironment } from './releasable-environment';

interface ConductOptions extends Pick<ShipOptions, 'output' | 'json' | 'env'> {
  /** What it tells is shown with the release. @default nobody can stop it */
  readonly stop?: Stop;
}

/** Shows a release at the terminal while it runs, and tells Slack and GitHub of its beginning and its end. */
export async function conduct<T extends ReleaseRecord | undefined>(
  { url, keep }: Pick<ReleasableEnvironment, 'url' | 'keep'>,
  { output, json, stop, env = process.env }: ConductOptions,
  work: (tell: ReleaseListener) => Promise<T>,
): Promise<T> {
  const watched = output.interactive && !json;
  const region = watched ? await terminalRegion() : undefined;
  const presenter = presentRelease({ output, json, url, region });
  const announcers = announcersFrom(env);
  const announcements: Promise<string | undefined>[] = [];
  let previous: ReleaseRecord | undefined;
  const noteBefore = stop?.note;
  if (stop && !json) stop.note = (text) => presenter.listener({ type: 'note', text });
  try {
    return await work((event) => {
      if (event.type === 'recorded') {
        previous = event.previous;
        announcements.push(announcers.started(event.record));
      }
      presenter.listener(event);
      if (event.type === 'ended') announcements.push(announcers.ended(event.record, { url, previous }));
    });
  } finally {
    presenter.close();
    await keep();
    if (stop && noteBefore) stop.note = noteBefore;
    for (const note of await Promise.all(announcements)) if (note !== undefined) output.note(note);
  }
}

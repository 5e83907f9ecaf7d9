import {
  presentRelease,
  terminalRegion,
  type ReleaseListener,
  type ReleaseRecord,
} from '@slipway/tool-release';
import type { Stop } from './interrupt-signal';
import type { ShipOptions } from './options';
import type { ReleasableEnvironment } from './releasable-environment';
import { whoIsTold } from './who-is-told';

interface ConductOptions extends Pick<ShipOptions, 'output' | 'json' | 'env'> {
  /** What it tells is shown with the release. @default nobody can stop it */
  readonly stop?: Stop;
}

/** Shows a release at the terminal while it runs, and tells Slack and GitHub of its beginning and its end. */
export async function conduct<T extends ReleaseRecord | undefined>(
  { url, keep, cloud }: Pick<ReleasableEnvironment, 'url' | 'keep' | 'cloud'>,
  { output, json, stop, env = process.env }: ConductOptions,
  work: (tell: ReleaseListener) => Promise<T>,
): Promise<T> {
  const watched = output.interactive && !json;
  const region = watched ? await terminalRegion() : undefined;
  const presenter = presentRelease({ output, json, url, region });
  const { announcer, note } = whoIsTold({ cloud }, env);
  if (note !== undefined && !json) output.note(note);
  const announcements: Promise<string | undefined>[] = [];
  let previous: ReleaseRecord | undefined;
  const noteBefore = stop?.note;
  if (stop && !json) stop.note = (text) => presenter.listener({ type: 'note', text });
  try {
    return await work((event) => {
      if (event.type === 'recorded') {
        previous = event.previous;
        announcements.push(announcer.started(event.record));
      }
      presenter.listener(event);
      if (event.type === 'ended') announcements.push(announcer.ended(event.record, { url, previous }));
    });
  } finally {
    presenter.close();
    await keep();
    if (stop && noteBefore) stop.note = noteBefore;
    for (const note of await Promise.all(announcements)) if (note !== undefined) output.note(note);
  }
}

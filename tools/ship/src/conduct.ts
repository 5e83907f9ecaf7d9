import {
  announcersFrom,
  presentRelease,
  terminalRegion,
  type ReleaseListener,
  type ReleaseRecord,
} from '@slipway/tool-release';
import type { ShipOptions } from './options';
import type { Place } from './place';

interface ConductOptions extends Pick<ShipOptions, 'output' | 'json' | 'env'> {
  /** What it changes has been shown. @default false */
  readonly previewed?: boolean;
}

/** Shows a release at the terminal while it runs, and tells Slack and GitHub of its beginning and its end. */
export async function conduct<T extends ReleaseRecord | undefined>(
  { url }: Pick<Place, 'url'>,
  { output, json, previewed, env = process.env }: ConductOptions,
  work: (tell: ReleaseListener) => Promise<T>,
): Promise<T> {
  const watched = output.interactive && !json;
  const region = watched ? await terminalRegion() : undefined;
  const presenter = presentRelease({ output, json, previewed, url, region });
  const announcers = announcersFrom(env);
  const announcements: Promise<string | undefined>[] = [];
  let previous: ReleaseRecord | undefined;
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
    for (const note of await Promise.all(announcements)) if (note !== undefined) output.note(note);
  }
}

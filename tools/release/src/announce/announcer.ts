import type { ReleaseRecord } from '../record/release-record';
import type { OutcomeContext } from '../present/release-words';

/**
 * Tells others of a release. Never throws and never takes longer than a few seconds: what went wrong is returned, in
 * words, for a note.
 */
export interface Announcer {
  started(record: ReleaseRecord): Promise<string | undefined>;
  ended(record: ReleaseRecord, context?: OutcomeContext): Promise<string | undefined>;
}

/**
 * Tells all of them at once, and each of them one thing after the other, so that nobody hears of an end before its
 * start. One that throws against its promise harms nobody.
 */
export function combine(announcers: readonly Announcer[]): Announcer {
  const before = new Map<Announcer, Promise<unknown>>();
  const all = async (tell: (announcer: Announcer) => Promise<string | undefined>) => {
    const told = await Promise.allSettled(
      announcers.map((announcer) => {
        const now = (before.get(announcer) ?? Promise.resolve()).then(
          () => tell(announcer),
          () => tell(announcer),
        );
        before.set(announcer, now);
        return now;
      }),
    );
    const notes = told.flatMap((one) =>
      one.status === 'rejected' ? ['An announcer failed.'] : (one.value ?? []),
    );
    return notes.length > 0 ? notes.join(' ') : undefined;
  };
  return {
    started: (record) => all((announcer) => announcer.started(record)),
    ended: (record, context) => all((announcer) => announcer.ended(record, context)),
  };
}

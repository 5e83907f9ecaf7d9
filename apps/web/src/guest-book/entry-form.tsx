import { LIMITS } from './entry';
import { Tips } from './tips';

/** How a visitor may have got it wrong, as the address says it after a refused entry. */
const PROBLEMS: { readonly [problem: string]: string } = {
  invalid: `Please give your name (up to ${LIMITS.name} characters) and a message (up to ${LIMITS.message}).`,
  lacking: 'Your entry was not kept: the database lacks something that this release needs.',
  unavailable: 'The guest book cannot be written to right now. Please try again in a moment.',
};

/**
 * A plain form to an address that stays: a page that was loaded from the release before works with the next one, and so
 * does a browser without JavaScript. A server action would not, as each build gives it another id.
 */
export function EntryForm({ problem }: { readonly problem?: string }) {
  const words = problem !== undefined && Object.hasOwn(PROBLEMS, problem) ? PROBLEMS[problem] : undefined;
  return (
    <form method="post" action="/entries">
      {words !== undefined && (
        <p role="alert" className="problem">
          {words}
        </p>
      )}
      <label>
        Name
        <input name="name" maxLength={LIMITS.name} required autoComplete="name" />
      </label>
      <label>
        Message
        <textarea name="message" maxLength={LIMITS.message} rows={3} required />
      </label>
      <div className="row">
        <button type="submit">Sign</button>
        <Tips />
      </div>
    </form>
  );
}

import type { RequestListener } from 'node:http';

/** Requests begun in one round of the event loop; small, so that rounds are short, and no less busy for it. */
const EACH_ROUND = 2;

/**
 * Requests are begun in the order in which they came, a few in each round of the event loop; the others wait for the next.
 *
 * Node takes one new connection in each round (libuv since 1.45), after all that established ones have sent. A few
 * hundred clients that ask again at once make rounds of a tenth of a second: whoever is new then waits for many rounds,
 * and is refused nothing, just never taken. All servers of a process share its rounds, and so these turns.
 *
 * https://github.com/libuv/libuv/pull/3696
 */
export function inTurns(listener: RequestListener): RequestListener {
  return (request, response) =>
    turn(() => {
      // Whoever went away while waiting: nobody would be told of its end.
      if (!response.closed) listener(request, response);
    });
}

const waiting: (() => void)[] = [];
let begun = 0;

function turn(work: () => void): void {
  if (begun >= EACH_ROUND) return void waiting.push(work);
  if (begun++ === 0) setImmediate(nextRound);
  work();
}

function nextRound(): void {
  begun = 0;
  // Those that come while these begin stay behind those that wait.
  const next = waiting.splice(0, EACH_ROUND);
  if (next.length === 0) return;
  begun = EACH_ROUND;
  setImmediate(nextRound);
  for (const work of next) work();
}

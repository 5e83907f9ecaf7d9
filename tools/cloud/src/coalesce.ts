/**
 * Makes a task of which at most one runs at a time: who asks while it runs waits for one more run, together with all
 * others who do, because the running one may have looked before what they ask about happened.
 */
export function coalesce(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  const run = (): Promise<void> => {
    running = task().finally(() => (running = undefined));
    return running;
  };
  return () => {
    if (!running && !following) return run();
    following ??= (running ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        following = undefined;
        return run();
      });
    return following;
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { bad, trouble, type Check, type Checked, type Finding } from './finding';

/** Longer than a slow answer of AWS, shorter than patience at a terminal. */
const LIMIT_MS = 20_000;

/**
 * Makes all checks side by side, each as soon as those that it needs are made. Never throws: what a check throws, and that
 * it does not end in time, are findings.
 *
 * @param checks each after those that it needs
 * @returns in the order of the checks
 */
export async function runChecks(
  checks: readonly Check[],
  { limitMs = LIMIT_MS }: { readonly limitMs?: number } = {},
): Promise<readonly Checked[]> {
  const made = new Map<string, Promise<Checked>>();
  for (const check of checks) {
    const needed = (check.needs ?? []).map((name) => {
      const other = made.get(name);
      if (!other)
        throw new Error(`The check "${check.name}" needs "${name}", which does not stand before it.`);
      return other;
    });
    made.set(check.name, one(check, needed, limitMs));
  }
  return Promise.all(made.values());
}

async function one(
  { name, run }: Check,
  needed: readonly Promise<Checked>[],
  limitMs: number,
): Promise<Checked> {
  const missing = (await Promise.all(needed)).find(({ state }) => state === 'bad' || state === 'skipped');
  if (missing) return { name, state: 'skipped', found: `not checked: ${missing.name} comes first` };
  return { name, ...(await withinLimit(run, limitMs)) };
}

async function withinLimit(run: () => Promise<Finding>, limitMs: number): Promise<Finding> {
  const over = new AbortController();
  const limit = sleep(limitMs, undefined, { signal: over.signal }).then(
    () => bad(`no answer within ${limitMs / 1000} s`, 'Check the network (a VPN, a proxy), then try again.'),
    () => bad('ended'),
  );
  try {
    return await Promise.race([run(), limit]);
  } catch (error) {
    return trouble(error);
  } finally {
    over.abort();
  }
}

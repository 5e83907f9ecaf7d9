import { setTimeout as sleep } from 'node:timers/promises';
import { bad, trouble, type Check, type Checked, type Finding } from './finding';

/** Longer than a slow answer of AWS, shorter than patience at a terminal. */
const LIMIT_MS = 20_000;

/**
 * Makes all checks side by side, each as soon as those that it needs are made. Never throws: what a check throws, and that
 * it does not end in time, are findings. Where several fail with the very same error, as checks of one read do, the first
 * tells it and the others wait for it.
 *
 * @param checks each after those that it needs
 * @returns in the order of the checks
 */
export async function runChecks(
  checks: readonly Check[],
  { limitMs = LIMIT_MS }: { readonly limitMs?: number } = {},
): Promise<readonly Checked[]> {
  const made = new Map<string, Promise<Looked>>();
  for (const check of checks) {
    const needed = (check.needs ?? []).map((name) => {
      const other = made.get(name);
      if (!other)
        throw new Error(`The check "${check.name}" needs "${name}", which does not stand before it.`);
      return other;
    });
    made.set(check.name, one(check, needed, limitMs));
  }
  return toldOnce(await Promise.all(made.values()));
}

/** With what the check threw. */
interface Looked {
  readonly checked: Checked;
  readonly error?: unknown;
}

function toldOnce(all: readonly Looked[]): readonly Checked[] {
  const tellers = new Map<unknown, string>();
  return all.map(({ checked, error }) => {
    if (error === undefined) return checked;
    const teller = tellers.get(error);
    tellers.set(error, teller ?? checked.name);
    return teller === undefined ? checked : skipped(checked.name, teller);
  });
}

function skipped(name: string, first: string): Checked {
  return { name, state: 'skipped', found: `not checked: ${first} comes first` };
}

async function one(
  { name, run }: Check,
  needed: readonly Promise<Looked>[],
  limitMs: number,
): Promise<Looked> {
  const others = (await Promise.all(needed)).map(({ checked }) => checked);
  const missing = others.find(({ state }) => state === 'bad' || state === 'skipped');
  if (missing) return { checked: skipped(name, missing.name) };
  try {
    return { checked: { name, ...(await withinLimit(run, limitMs)) } };
  } catch (error) {
    return { checked: { name, ...trouble(error) }, error };
  }
}

/** @throws what `run` throws */
async function withinLimit(run: () => Promise<Finding>, limitMs: number): Promise<Finding> {
  const over = new AbortController();
  const limit = sleep(limitMs, undefined, { signal: over.signal }).then(
    () => bad(`no answer within ${limitMs / 1000} s`, 'Check the network (a VPN, a proxy), then try again.'),
    () => bad('ended'),
  );
  try {
    return await Promise.race([run(), limit]);
  } finally {
    over.abort();
  }
}

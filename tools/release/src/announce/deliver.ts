import { setTimeout as sleep } from 'node:timers/promises';
import { outboundFetch } from '@slipway/tool-outbound';

const ATTEMPT_MS = 3_000;
const LONGEST_WAIT_MS = 2_000;
const RETRY_MS = 500;
const BUDGET_MS = 7_000;
/** An answer is a word or a small object; more is not read. */
const LONGEST_ANSWER = 1 << 16;

/** What came back, or why nothing did, in words that name no part of the URL: a webhook's URL is its password. */
export type Delivery =
  | { readonly ok: true; readonly body: string }
  | { readonly ok: false; readonly why: string };

/** How time passes, and how requests leave. */
export interface Means {
  sleep(ms: number): Promise<unknown>;
  /** Aborts after that long. */
  timeout(ms: number): AbortSignal;
  /** Names proxy and authorities. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

export const REAL_TIME: Means = { sleep: (ms) => sleep(ms), timeout: (ms) => AbortSignal.timeout(ms) };

/** For everything that is said at once, however many requests that takes. */
export function timeBudget(means: Means): AbortSignal {
  return means.timeout(BUDGET_MS);
}

/**
 * Posts JSON, and once more after 429, a server's error or an answer that did not come. Ends with its
 * budget, 7 s. Follows no redirect, which would carry token and content elsewhere.
 */
export async function deliver(
  url: string,
  body: object,
  headers: { readonly [name: string]: string },
  means: Means,
  budget: AbortSignal = timeBudget(means),
): Promise<Delivery> {
  if (!isSafe(url)) return { ok: false, why: 'its URL is not one of https' };
  const first = await attempt(url, body, headers, means, budget);
  if (first.ok || first.retryAfterMs === undefined) return first;
  if (first.retryAfterMs > LONGEST_WAIT_MS || budget.aborted) return first;
  await means.sleep(first.retryAfterMs);
  return budget.aborted ? first : attempt(url, body, headers, means, budget);
}

type Attempt = Delivery & { readonly retryAfterMs?: number };

async function attempt(
  url: string,
  body: object,
  headers: { readonly [name: string]: string },
  means: Means,
  budget: AbortSignal,
): Promise<Attempt> {
  try {
    const response = await outboundFetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'slipway', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.any([means.timeout(ATTEMPT_MS), budget]),
      env: means.env,
    });
    if (response.ok) return { ok: true, body: await beginning(response) };
    await response.body?.cancel();
    const again = response.status === 429 || response.status >= 500;
    return {
      ok: false,
      why: `it answered ${response.status}`,
      ...(again && { retryAfterMs: retryAfter(response.headers.get('retry-after')) }),
    };
  } catch (error) {
    return { ok: false, why: whyOf(error), retryAfterMs: RETRY_MS };
  }
}

async function beginning(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > LONGEST_ANSWER) break;
  }
  return text;
}

/** Seconds, as Slack and GitHub send it. A date, or anything else, is not waited for longer than usual. */
function retryAfter(header: string | null): number {
  return header !== null && /^\d+$/.test(header) ? Number(header) * 1000 : RETRY_MS;
}

function whyOf(error: unknown): string {
  const { name, message, cause } = error as { name?: unknown; message?: unknown; cause?: { code?: unknown } };
  if (name === 'Failure') return String(message).replace(/\.?\n.*/s, '');
  if (name === 'TimeoutError') return `it did not answer within ${ATTEMPT_MS / 1000} s`;
  return typeof cause?.code === 'string' ? `it cannot be reached (${cause.code})` : 'it cannot be reached';
}

/** Encrypted, or not leaving this machine. */
function isSafe(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && parsed.hostname === '127.0.0.1');
}

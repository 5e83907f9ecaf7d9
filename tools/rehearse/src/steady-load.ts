import { Agent, get } from 'node:http';

export interface LoadOptions {
  /** Requests a second, sent on time whether or not earlier ones were answered, as users do. */
  readonly rate: number;
}

export interface LoadResult {
  readonly requests: number;
  /** Answers other than 2xx, broken connections and time-outs, each in words with how often. */
  readonly failures: { readonly [what: string]: number };
  readonly seconds: number;
}

/** Requests that go on until somebody stops them. */
export interface SteadyLoad {
  /** Answered so far, well or not. */
  readonly answered: number;
  /** Resolves once at least that many were answered since the start. */
  reach(requests: number): Promise<void>;
  /** Sends no more and waits for what is under way. */
  stop(): Promise<LoadResult>;
}

/** What a browser waits at least. A machine that is short of cores is slow, which is no failure. */
const TIMEOUT_MS = 60_000;

/** How a request fails that nobody could send. */
const NOWHERE = 'no address';

/** Timers are not that exact: every so often, all that is due is sent. */
const TICK_MS = 10;

/** As many at once as a small crowd of browsers; what comes beyond waits its turn, and its wait counts. */
const CONNECTIONS = 100;

/**
 * Sends requests at a steady rate over kept-alive connections and counts every one that did not end well. No library:
 * those looked at open a broken connection anew without counting the request that was lost with it.
 *
 * @param url or what says where the next request goes; `undefined` where the name leads nowhere, which is a failure
 */
export function startLoad(url: string | (() => string | undefined), { rate }: LoadOptions): SteadyLoad {
  const address = typeof url === 'string' ? () => url : url;
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const startedAt = performance.now();
  const failures: { [what: string]: number } = {};
  const waiting = new Set<() => void>();
  let sent = 0;
  let answered = 0;

  const settle = (failure?: string) => {
    answered++;
    if (failure !== undefined) failures[failure] = (failures[failure] ?? 0) + 1;
    for (const check of waiting) check();
  };
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!condition()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * rate);
    for (; sent < due; sent++) {
      const to = address();
      if (to === undefined) settle(NOWHERE);
      else void request(to, agent).then(settle);
    }
  }, TICK_MS);

  return {
    get answered() {
      return answered;
    },
    reach: (requests) => until(() => answered >= requests),
    async stop() {
      clearInterval(timer);
      await until(() => answered === sent);
      agent.destroy();
      return { requests: answered, failures, seconds: (performance.now() - startedAt) / 1000 };
    },
  };
}

/** @returns how it failed, in words; `undefined` when it was answered well and completely */
function request(url: string, agent: Agent): Promise<string | undefined> {
  return new Promise((resolve) => {
    const sending = get(url, { agent, timeout: TIMEOUT_MS }, (response) => {
      const { statusCode = 0 } = response;
      response.on('error', (error) => resolve(error.message));
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text ||= part));
      response.on('end', () => {
        if (!response.complete) resolve('the answer broke off');
        else
          resolve(
            statusCode >= 200 && statusCode <= 299 ? undefined : `HTTP ${statusCode}, ${inShort(text)}`,
          );
      });
    });
    sending.on('timeout', () => sending.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    sending.on('error', (error) => resolve(error.message));
  });
}

/** Who it was that refused: a load balancer, the CDN and an app have pages of their own. */
function inShort(page: string): string {
  return /<title>([^<]*)|$/.exec(page)?.[1] ?? (page.slice(0, 60).split('\n')[0] || 'no text');
}

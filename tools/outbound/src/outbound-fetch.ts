import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { outboundAgent } from './outbound-agent';

export interface OutboundRequest {
  /** @default GET */
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Names proxy and authorities. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

/** Statuses that a Response is not allowed to have a body with: https://fetch.spec.whatwg.org/#null-body-status */
const BODILESS = new Set([204, 205, 304]);

/**
 * What `fetch` is, for one request that follows no redirect, through the proxy and with the authorities that the
 * environment names. Node's own `fetch` heeds neither before Node 24.
 *
 * @throws what `fetch` throws: a TypeError with the network's error as its cause, the signal's reason; and Failure `usage`
 *   when the environment names what is no proxy or no authority
 */
export async function outboundFetch(url: string, init: OutboundRequest = {}): Promise<Response> {
  const { env = process.env, signal } = init;
  const agent = outboundAgent(env);
  try {
    const answer = await ask(new URL(url), init, agent);
    answer.once('close', () => agent?.destroy());
    return responseOf(answer, signal);
  } catch (error) {
    agent?.destroy();
    if (signal?.aborted) throw signal.reason;
    if ((error as Error).name === 'Failure') throw error;
    throw new TypeError('fetch failed', { cause: error });
  }
}

function ask(
  url: URL,
  { method, headers, body, signal }: OutboundRequest,
  agent: ReturnType<typeof outboundAgent>,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    // Without an agent of ours: a connection of its own, as nobody would end one that is kept.
    request(url, { method, headers, signal, agent: agent ?? false }, resolve)
      .once('error', reject)
      .end(body);
  });
}

function responseOf(answer: IncomingMessage, signal?: AbortSignal): Response {
  const { statusCode: status = 0 } = answer;
  const headers = new Headers(
    Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    ),
  );
  if (BODILESS.has(status)) {
    answer.resume();
    return new Response(undefined, { status, headers });
  }
  return new Response(ReadableStream.from(bytesOf(answer, signal)), { status, headers });
}

/** Node says `aborted` of a body that its signal ended, as of one that the other side did. */
async function* bytesOf(answer: IncomingMessage, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* answer as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  }
}

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Knex } from 'knex';
import { reason, type Log } from './log';
import { Notes } from './notes';
import { page, type Release } from './page';

export interface AppOptions {
  readonly release: Release;
  /** @default none: the app runs and says so */
  readonly database?: Knex;
  readonly log: Log;
}

interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: { readonly [name: string]: string };
}

type Route = (request: IncomingMessage) => Answer | Promise<Answer>;

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const LONGEST_NOTE = 200;
const LARGEST_BODY_BYTES = 4_096;

/** Answers requests. That the database is down is no reason to be restarted, so `/healthz` does not ask it. */
export function createApp({ release, database, log }: AppOptions): RequestListener {
  const notes = database && new Notes(database);

  const home: Route = async () => {
    const shown = notes
      ? await notes.list().catch((error: unknown) => {
          log('error', 'notes cannot be read', { reason: reason(error) });
          return 'The database cannot be reached right now.';
        })
      : 'No database is configured: DATABASE_HOST is not set.';
    return { status: 200, headers: HTML, body: page(release, shown) };
  };

  const addNote: Route = async (request) => {
    const text = new URLSearchParams(await readBody(request)).get('text')?.trim();
    if (!text || text.length > LONGEST_NOTE || text.includes('\0'))
      return plain(400, `A note has 1 to ${LONGEST_NOTE} characters.`);
    if (!notes) return plain(503, 'No database is configured.');
    await notes.add(text);
    return { status: 303, headers: { location: '/' } };
  };

  const ready: Route = async () => {
    if (!database) return plain(503, 'No database is configured.');
    try {
      await database.raw('select 1');
      return plain(200, 'ready');
    } catch (error) {
      log('error', 'the database cannot be reached', { reason: reason(error) });
      return plain(503, 'The database cannot be reached.');
    }
  };

  const routes: { readonly [route: string]: Route } = {
    'GET /': home,
    'POST /notes': addNote,
    'GET /healthz': () => plain(200, 'ok'),
    'GET /readyz': ready,
  };

  return async (request, response) => {
    const started = performance.now();
    const path = request.url?.split('?')[0] ?? '/';
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const route = `${method} ${path}`;
    const respond = Object.hasOwn(routes, route) ? routes[route] : undefined;
    const answer = await Promise.resolve(respond?.(request) ?? plain(404, 'There is no such page.')).catch(
      (error: unknown) => failed(error, log),
    );
    send(response, release, answer);
    // A load balancer asks every few seconds: only what is wrong is worth a line.
    if (path === '/healthz' && answer.status === 200) return;
    const ms = Math.round(performance.now() - started);
    log('info', 'request', { method: request.method, path, status: answer.status, ms });
  };
}

function plain(status: number, body: string): Answer {
  return { status, body: `${body}\n`, headers: { 'content-type': 'text/plain; charset=utf-8' } };
}

function failed(error: unknown, log: Log): Answer {
  if (error instanceof TooLarge) return plain(413, `A request may have ${LARGEST_BODY_BYTES} bytes.`);
  log('error', 'request failed', { reason: reason(error) });
  return plain(500, 'Something went wrong here. It has been logged.');
}

function send(response: ServerResponse, { version }: Release, { status, headers, body = '' }: Answer): void {
  response.writeHead(status, {
    'x-release': version,
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    'x-content-type-options': 'nosniff',
    'content-length': Buffer.byteLength(body),
    // The rest of such a request is not read, so nothing else may follow on its connection.
    ...(status === 413 && { connection: 'close' }),
    ...headers,
  });
  response.end(body);
}

class TooLarge extends Error {}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY_BYTES) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

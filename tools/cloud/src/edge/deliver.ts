import type { ServerResponse } from 'node:http';
import { Writable, type Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { without, type HeaderList } from '../http/header-list';
import { isCaching } from './cache-policy';
import { Collector } from './collector';
import { compressedHeaders, compressionOf, compressor } from './compression';
import { isUnchanged } from './conditional';
import type { Distribution } from './distribution';
import { LARGEST_KEPT, type KeptAnswer } from './edge-cache';
import { viewerHeaders } from './edge-headers';
import type { OriginAnswer } from './origin-answer';
import type { ViewerRequest } from './viewer-request';

/** A viewer, and what it waits for. */
export interface Delivery {
  readonly asked: ViewerRequest;
  readonly response: ServerResponse;
  readonly distribution: Distribution;
}

/**
 * Sends an answer on as it comes, compressed where that is declared. The viewer sees it cut off where the origin cut
 * it off.
 *
 * @param keep is told of the answer when all of it has come. @default it is not to be kept
 */
export async function deliver(
  answer: OriginAnswer,
  to: Delivery,
  keep?: (whole: Pick<KeptAnswer, 'status' | 'headers' | 'body'>) => void,
): Promise<void> {
  const { asked, response, distribution } = to;
  const { behaviour, method, encodings, sent } = asked;
  const { status } = answer;
  const caches = isCaching(behaviour.caching);
  const encoding =
    behaviour.compress && caches && method === 'GET' ? compressionOf(answer, encodings) : undefined;
  const headers = encoding ? compressedHeaders(answer.headers, encoding) : answer.headers;
  const unchanged = caches && status === 200 && isUnchanged(sent, headers);
  const steps: Duplex[] = [
    ...(encoding ? [compressor(encoding)] : []),
    ...(keep ? [new Collector(LARGEST_KEPT, (body) => keep({ status, headers, body }))] : []),
  ];
  if (unchanged) sendUnchanged(headers, to);
  else {
    const { id, address } = asked;
    const viewed = { status, id, address, policy: behaviour.responseHeaders };
    response.writeHead(status, answer.statusMessage, [...viewerHeaders(headers, viewed, distribution)]);
    // A page that streams shows its head at once.
    response.flushHeaders();
  }
  // Whoever has it already gets nothing; it is kept all the same.
  await pipeline([answer.body, ...steps, unchanged ? nowhere() : response]).catch(() => response.destroy());
}

/** Sends what is kept. */
export function deliverKept(kept: KeptAnswer, to: Delivery, secondMs: number): void {
  const { asked, response, distribution } = to;
  const { status, headers, body } = kept;
  const age = Math.floor((Date.now() - kept.since) / secondMs);
  if (status === 200 && isUnchanged(asked.sent, headers)) return sendUnchanged(headers, to, age);
  const { id, address, behaviour } = asked;
  const viewed = { status, id, address, age, policy: behaviour.responseHeaders };
  const sized = [
    ...without(headers, (name) => name === 'content-length'),
    'Content-Length',
    `${body.length}`,
  ];
  response.writeHead(status, [...viewerHeaders(sized, viewed, distribution)]);
  response.end(body);
}

/** 304: the viewer has it already. */
function sendUnchanged(headers: HeaderList, { asked, response, distribution }: Delivery, age?: number): void {
  const { id, address, behaviour } = asked;
  const viewed = { status: 304, id, address, age, policy: behaviour.responseHeaders };
  const about = without(headers, (name) => /^content-(length|type|encoding)$/.test(name));
  response.writeHead(304, [...viewerHeaders(about, viewed, distribution)]);
  response.end();
}

function nowhere(): Writable {
  return new Writable({ write: (_, __, done) => done() });
}

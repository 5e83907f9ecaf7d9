import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiAnswer } from './api-service';

/** What a client of Go takes off its connection in one piece: 4 KB, less what the headers may be. */
const ONE_PIECE = 3 * 1024;
const PAUSE_MS = 5;

/**
 * The AWS SDK for Go closes a request as soon as the answer's headers arrive. If its writer has not noticed by then that
 * it was done, which happens on a busy machine, the connection goes down and what of the answer was not read yet is lost;
 * the SDK then repeats the call. A short answer is read in one piece, a long one waits for that writer.
 */
export async function writeAnswerTo(
  request: { readonly body: Buffer },
  response: ServerResponse,
  answer: ApiAnswer,
): Promise<void> {
  if (request.body.length > 0 && answer.body.length > ONE_PIECE) await sleep(PAUSE_MS);
  writeAnswer(response, answer);
}

/** Headers and body leave in one segment, for the sake of clients as above. */
export function writeAnswer(response: ServerResponse, { status, headers, body }: ApiAnswer): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const own: { [name: string]: string | string[] } = {};
  for (const [name, value] of Object.entries(headers))
    own[name] = typeof value === 'string' ? value : [...value];
  // The answer to HEAD says the length of a body that does not come.
  const saysLength = Object.keys(own).some((name) => name.toLowerCase() === 'content-length');
  const hasBody = status !== 204 && status !== 304;
  if (!saysLength && hasBody) own['content-length'] = String(bytes.length);
  response.writeHead(status, own);
  response.end(bytes);
}

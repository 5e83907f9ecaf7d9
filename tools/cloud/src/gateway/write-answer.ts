import type { ServerResponse } from 'node:http';
import type { ApiAnswer } from './api-service';

/**
 * Headers and body leave in one segment. In two, a client of Go on a busy machine now and then loses the body: the AWS
 * SDK closes the request as soon as headers arrive, and repeats the call if that was too soon.
 */
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

import { request, type IncomingMessage } from 'node:http';
import type { ApiAnswer, ApiCall } from './api-service';

/** Of one connection only. A body is sent whole, so its length is said instead. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'expect', 'te', 'trailer', 'transfer-encoding', 'upgrade'];

export type Forwarded = Pick<ApiCall, 'method' | 'path' | 'headers' | 'body'>;

/** Sends a call to moto as the client sent it, `Host` included: moto tells some services apart by it. */
export function forward(port: number, { method, path, headers, body }: Forwarded): Promise<ApiAnswer> {
  const sent: { [name: string]: string | string[] } = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !HOP_BY_HOP.includes(name))
      sent[name] = typeof value === 'string' ? value : [...value];
  if (body.length > 0 || 'transfer-encoding' in headers) sent['content-length'] = String(body.length);
  return new Promise((resolve, reject) => {
    // moto closes each connection when it has answered, so there is nothing to keep alive.
    const forwarded = request({ host: '127.0.0.1', port, method, path, headers: sent, agent: false });
    forwarded.on('error', reject);
    forwarded.on('response', (response) => {
      wholeBody(response).then((answer) => {
        resolve({
          status: response.statusCode ?? 502,
          headers: headersOf(response.rawHeaders),
          body: answer,
        });
      }, reject);
    });
    forwarded.end(body);
  });
}

/** @throws Error when the other side goes away before the end */
export async function wholeBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** As they were written, so that a client sees what moto sent. */
function headersOf(raw: readonly string[]): ApiAnswer['headers'] {
  const headers: { [name: string]: string | string[] } = {};
  for (let index = 0; index < raw.length; index += 2) {
    const [name, value] = [raw[index]!, raw[index + 1]!];
    if (HOP_BY_HOP.includes(name.toLowerCase())) continue;
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}

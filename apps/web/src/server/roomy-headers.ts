import http, { type Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * As much as an application load balancer lets through, all headers of a request together. Node's own 16 KB are less than
 * what some browsers send: cookies of every tool that ever ran on the domain.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const LARGEST_HEADERS = 64 * 1024;

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Too many cookies</title>
<h1>Your browser sends too much</h1>
<p>What it sent with this request is more than this site takes: mostly cookies that have come together over time.</p>
<p>Delete the cookies of this site in your browser, then load this page again.</p>
`;

/**
 * Lets every server that is made from now on take large headers, and answers those that are larger still with a page; Node
 * would close the connection after an empty 431. Next makes its server itself and lets nobody choose.
 */
export function roomyHeaders(): void {
  const create = http.createServer as (...args: unknown[]) => Server;
  http.createServer = ((...args: unknown[]) => {
    const [options, ...rest] = typeof args[0] === 'function' ? [{}, ...args] : args;
    const server = create({ maxHeaderSize: LARGEST_HEADERS, ...(options as object | undefined) }, ...rest);
    return server.on('clientError', refuse);
  }) as typeof http.createServer;
}

/** What Node would do, but for the page. */
function refuse(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  if (error.code !== 'HPE_HEADER_OVERFLOW')
    return void socket.end(`${head(STATUS[error.code ?? ''] ?? '400 Bad Request')}\r\n`);
  const length = Buffer.byteLength(PAGE);
  socket.end(
    `${head('431 Request Header Fields Too Large')}content-type: text/html; charset=utf-8\r\ncontent-length: ${length}\r\n\r\n${PAGE}`,
  );
}

/** @see https://nodejs.org/api/http.html#event-clienterror */
const STATUS: { readonly [code: string]: string } = {
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

function head(status: string): string {
  return `HTTP/1.1 ${status}\r\nconnection: close\r\ncache-control: no-store\r\n`;
}

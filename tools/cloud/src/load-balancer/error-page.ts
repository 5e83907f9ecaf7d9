import type { ServerResponse } from 'node:http';

/** Titles as the load balancer writes them, which is not always as HTTP does. */
const TITLES: { readonly [status: number]: string } = {
  301: 'Moved Permanently',
  302: 'Found',
  400: 'Bad Request',
  408: 'Request Time-out',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
  561: 'Unauthorized',
};

const SERVER = 'awselb/2.0';

/**
 * An answer of the load balancer's own.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export function answerPage(
  response: ServerResponse,
  status: number,
  headers: { readonly [name: string]: string } = {},
): void {
  answerText(response, status, 'text/html', page(status), headers);
}

export function answerText(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string,
  headers: { readonly [name: string]: string } = {},
): void {
  response.writeHead(status, TITLES[status], {
    Server: SERVER,
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/** For a request that could not even be read, so there is nobody to answer through. */
export function rawBadRequest(): string {
  const body = page(400);
  const head = [
    'HTTP/1.1 400 Bad Request',
    `Server: ${SERVER}`,
    `Date: ${new Date().toUTCString()}`,
    'Content-Type: text/html',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

function page(status: number): string {
  const title = `${status} ${TITLES[status] ?? ''}`.trim();
  return [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '</body>',
    '</html>',
    '',
  ].join('\r\n');
}

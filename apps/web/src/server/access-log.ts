import type { Log } from '../log';
import { REQUEST_ID } from '../request-id';
import type { HttpRequest } from './requests';

/** Asked for by machines every few seconds, or once for ever: only what is wrong is worth a line. */
const QUIET = /^\/(?:healthz$|_next\/static\/)/;

/** Logs a request when it is over: answered, or given up by its client. */
export function accessLog(log: Log): (begun: Pick<HttpRequest, 'request' | 'response'>) => void {
  return ({ request, response }) => {
    const began = performance.now();
    // Next rewrites the address on its way.
    const path = request.url?.split('?')[0] ?? '/';
    response.once('close', () => {
      const { statusCode: status, writableFinished: answered } = response;
      if (answered && status < 400 && QUIET.test(path)) return;
      log('info', 'request', {
        requestId: headerOf(response.getHeader(REQUEST_ID)),
        method: request.method,
        path,
        status,
        ms: Math.round(performance.now() - began),
        ...(!answered && { answered }),
      });
    });
  };
}

function headerOf(value: string | number | readonly string[] | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

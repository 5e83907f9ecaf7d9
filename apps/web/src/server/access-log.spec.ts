import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LogFields } from '../log';
import { accessLog } from './access-log';

function logged(url: string, over: { status?: number; answered?: boolean } = {}) {
  const { status = 200, answered = true } = over;
  const lines: { readonly message: string; readonly fields?: LogFields }[] = [];
  const response = Object.assign(new EventEmitter(), {
    statusCode: status,
    writableFinished: answered,
    getHeader: (name: string) => (name === 'x-request-id' ? 'id-1' : undefined),
  });
  const request = { method: 'GET', url };
  accessLog((_, message, fields) => lines.push({ message, fields }))({
    request: request as IncomingMessage,
    response: response as unknown as ServerResponse,
  });
  // As Next does on its way.
  request.url = '/rewritten';
  response.emit('close');
  return lines;
}

test('a line for each request, with its id and without what may be private in its query', () => {
  expect(logged('/about?token=x')).toEqual([
    {
      message: 'request',
      fields: { requestId: 'id-1', method: 'GET', path: '/about', status: 200, ms: expect.any(Number) },
    },
  ]);
});

test('none for what machines ask all the time', () => {
  expect([...logged('/healthz'), ...logged('/_next/static/chunks/a.js')]).toEqual([]);
});

test.each(['/healthz', '/_next/static/chunks/a.js'])('one for %s when it went wrong', (url) => {
  expect(logged(url, { status: 404 })[0]?.fields).toMatchObject({ path: url, status: 404 });
});

test('tells a client that did not wait for the answer', () => {
  expect(logged('/', { answered: false })[0]?.fields).toMatchObject({ answered: false });
});

import { responseHeadersPolicy, withPolicy } from './response-headers-policy';

const SECURITY = responseHeadersPolicy('67f7725c-6f97-4210-82d7-5512b31e9d03');

test('headers are added, and give way to the app but for one', () => {
  const said = ['x-frame-options', 'DENY', 'x-content-type-options', 'sniff', 'Content-Type', 'text/html'];
  expect(withPolicy(said, SECURITY)).toEqual([
    ...['x-frame-options', 'DENY', 'Content-Type', 'text/html'],
    ...['Referrer-Policy', 'strict-origin-when-cross-origin'],
    ...['Strict-Transport-Security', 'max-age=31536000'],
    ...['X-Content-Type-Options', 'nosniff'],
    ...['X-XSS-Protection', '1; mode=block'],
  ]);
});

test('no policy adds nothing', () => {
  expect(withPolicy(['a', 'b'], responseHeadersPolicy(undefined))).toEqual(['a', 'b']);
});

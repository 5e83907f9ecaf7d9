import { requestId } from './request-id';

test('keeps the id that a proxy gave', () => {
  expect(requestId('1-5759e988-bd862e3fe1be46a994272793')).toBe('1-5759e988-bd862e3fe1be46a994272793');
});

test.each([null, '', 'short', 'a'.repeat(65), 'id with spaces', 'id"}{"level":"x'])(
  'makes one instead of %p',
  (sent) => {
    expect(requestId(sent)).toMatch(/^[\da-f-]{36}$/);
    expect(requestId(sent)).not.toBe(requestId(sent));
  },
);

import { EcsError } from './ecs-error';
import { readRequest, writeError, writeResponse } from './wire';

test('times are seconds, what is undefined is not said', () => {
  const { status, body } = writeResponse({
    at: new Date(1500),
    list: [{ at: new Date(0) }],
    none: undefined,
  });
  expect([status, JSON.parse(String(body))]).toEqual([200, { at: 1.5, list: [{ at: 0 }] }]);
});

test('an error has its code where every SDK looks', () => {
  expect(writeError(new EcsError('ClusterNotFoundException', 'Cluster not found.'))).toEqual({
    status: 400,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': 'ClusterNotFoundException',
    },
    body: '{"__type":"ClusterNotFoundException","message":"Cluster not found."}',
  });
});

test('a defect is an error of the server', () => {
  expect(writeError(new TypeError('oh'))).toMatchObject({ status: 500, body: expect.stringContaining('oh') });
});

test('nulls are not said either', () => {
  expect(readRequest(Buffer.from('{"a":null,"b":[{"c":null,"d":1}]}'))).toEqual({ b: [{ d: 1 }] });
  expect(readRequest(Buffer.alloc(0))).toEqual({});
});

test.each(['[]', 'null', '{', '"x"'])('%s is no request', (text) => {
  expect(() => readRequest(Buffer.from(text))).toThrow(
    expect.objectContaining({ code: 'SerializationException' }),
  );
});

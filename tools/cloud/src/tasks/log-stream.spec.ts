import { messagesOf, nextBatch } from './log-events';
import { LogStream, type LogStreamOptions } from './log-stream';

test('a line is an event, an empty one none', () => {
  expect(messagesOf('hello')).toEqual(['hello']);
  expect(messagesOf('')).toEqual([]);
});

test('a megabyte arrives whole, in parts that CloudWatch takes', () => {
  const line = 'é€'.repeat(210_000);
  const parts = messagesOf(line);
  expect(parts.join('')).toBe(line);
  expect(Math.max(...parts.map((part) => Buffer.byteLength(part)))).toBeLessThanOrEqual(262_118);
  expect(parts).toHaveLength(5);
});

test('a batch holds what PutLogEvents takes', () => {
  const event = (length: number) => ({ timestamp: 1, message: 'x'.repeat(length) });
  expect(nextBatch(Array.from({ length: 10_001 }, () => event(1)))).toHaveLength(10_000);
  expect(nextBatch([1, 2, 3, 4, 5].map(() => event(262_118)))).toHaveLength(4);
  expect(nextBatch([])).toEqual([]);
});

class SampleLogs {
  readonly batches: { timestamp?: number; message?: string }[][] = [];
  failures = 0;
  readonly logs = {
    createLogGroup: async () => ({}),
    createLogStream: async () =>
      Promise.reject(Object.assign(new Error(), { name: 'ResourceAlreadyExistsException' })),
    putLogEvents: async ({ logEvents }: { logEvents: { timestamp?: number; message?: string }[] }) => {
      if (this.failures-- > 0) throw new Error('throttled');
      this.batches.push(logEvents);
      return {};
    },
  } as unknown as LogStreamOptions['logs'];

  readonly stream = new LogStream({ logs: this.logs, group: '/g', stream: 's' });
}

afterEach(() => jest.useRealTimers());

test('lines of a quarter of a second go together, none before', async () => {
  jest.useFakeTimers();
  const sample = new SampleLogs();
  sample.stream.write('one');
  await jest.advanceTimersByTimeAsync(200);
  sample.stream.write('two');
  expect(sample.batches).toEqual([]);
  await jest.advanceTimersByTimeAsync(50);
  expect(sample.batches.map((batch) => batch.map(({ message }) => message))).toEqual([['one', 'two']]);
  sample.stream.write('three');
  await sample.stream.close();
  expect(sample.batches).toHaveLength(2);
});

test('time does not go back', async () => {
  jest.useFakeTimers({ now: 1_000_000 });
  const sample = new SampleLogs();
  sample.stream.write('one');
  jest.setSystemTime(5);
  sample.stream.write('two');
  await sample.stream.close();
  expect(sample.batches[0]?.map(({ timestamp }) => timestamp)).toEqual([1_000_000, 1_000_000]);
});

test('a batch that is refused is given up, the next one goes', async () => {
  const sample = new SampleLogs();
  sample.failures = 1;
  sample.stream.write('lost');
  await sample.stream.close();
  sample.stream.write('kept');
  await sample.stream.close();
  expect(sample.batches.map((batch) => batch.map(({ message }) => message))).toEqual([['kept']]);
});

test('a stream that is there already is fine', async () => {
  await expect(new SampleLogs().stream.open()).resolves.toBeUndefined();
});

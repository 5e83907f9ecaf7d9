import { palette } from '@slipway/tool-terminal';
import { followLogs } from './follow-logs';
import { readLogs, type LogEvent } from './log-events';
import { logLine } from './log-line';
import { sampleOpenEnvironment } from './sample-environment';
import { parseSince } from './since';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const event = (eventId: string, seconds: number) => ({
  eventId,
  timestamp: NOW + seconds * 1000,
  logStreamName: 'web/web/0123456789abcdef',
  message: `line ${eventId}\n`,
});

describe('since', () => {
  it.each([
    ['30s', '2026-11-25T11:59:30.000Z'],
    ['15m', '2026-11-25T11:45:00.000Z'],
    ['2h', '2026-11-25T10:00:00.000Z'],
    ['1d', '2026-11-24T12:00:00.000Z'],
    ['2026-11-25T10:00Z', '2026-11-25T10:00:00.000Z'],
    ['2026-11-25', '2026-11-25T00:00:00.000Z'],
    ['2026-11-25T10:00', '2026-11-25T10:00:00.000Z'],
    ['2026-11-25 10:00:30', '2026-11-25T10:00:30.000Z'],
    ['2026-11-25 10:00:30Z', '2026-11-25T10:00:30.000Z'],
    ['2026-11-25T10:00:30.5z', '2026-11-25T10:00:30.500Z'],
    ['2026-11-25T10:00+01:00', '2026-11-25T09:00:00.000Z'],
    ['2026-11-25T10:00-0530', '2026-11-25T15:30:00.000Z'],
    ['999999s', '2026-11-13T22:13:21.000Z'],
  ])('%s', (text, moment) => expect(new Date(parseSince(text, NOW)).toISOString()).toBe(moment));

  it.each([
    'yesterday',
    '1w',
    '-5m',
    '5',
    '2026-99-99',
    '1000000s',
    '5m ago',
    'Nov 25 2026',
    'on 2026-11-25',
    '2026-11-25T25:00',
    '2026-11-25T10:00 CET',
    '2026-11-25T',
  ])('%s is not a time', (text) => expect(() => parseSince(text, NOW)).toThrow('is not a time'));
});

it.each(['2026-11-25', '2026-11-25T10:00', '2026-11-25 10:00:30'])(
  '%s means the same in every zone that a machine can be in',
  (text) => {
    const parse = jest.spyOn(Date, 'parse');
    parseSince(text, NOW);

    expect(parse.mock.calls).toEqual([[expect.stringMatching(/T.*Z$/)]]);
    parse.mockRestore();
  },
);

describe('readLogs', () => {
  it('tells by time what several tasks said', async () => {
    const events = [event('a', 3), event('b', 1), event('c', 2)];
    const filterLogEvents = jest.fn().mockResolvedValue({ events });
    const open = sampleOpenEnvironment({ logs: { filterLogEvents } });
    const found: string[] = [];
    for await (const page of readLogs(open, { services: ['web'], from: NOW }))
      found.push(...page.map(({ id }) => id));

    expect(found).toEqual(['b', 'c', 'a']);
  });

  it('reads page after page of the service’s own group', async () => {
    const filterLogEvents = jest
      .fn()
      .mockResolvedValueOnce({ events: [event('a', 0)], nextToken: 'more' })
      .mockResolvedValueOnce({ events: [], nextToken: 'still more' })
      .mockResolvedValueOnce({ events: [event('b', 1)] });
    const found: LogEvent[] = [];
    for await (const page of readLogs(sampleOpenEnvironment({ logs: { filterLogEvents } }), {
      services: ['web'],
      from: NOW,
      filter: 'error',
    }))
      found.push(...page);

    expect(found).toEqual([
      {
        id: 'a',
        service: 'web',
        taskId: '0123456789abcdef',
        at: '2026-11-25T12:00:00.000Z',
        message: 'line a',
      },
      expect.objectContaining({ id: 'b' }),
    ]);
    expect(filterLogEvents).toHaveBeenNthCalledWith(2, {
      logGroupName: '/ecs/staging/web',
      startTime: NOW,
      filterPattern: 'error',
      nextToken: 'more',
    });
  });

  it.each([
    [
      'ResourceNotFoundException',
      'refused',
      'There is no log of web in "staging", because it is not deployed. Deploy it with: npx slipway deploy staging',
    ],
    [
      'InvalidParameterException',
      'usage',
      expect.stringMatching(/^CloudWatch .*that filter: AWS\n.*--filter/),
    ],
  ])('tells %s in words', async (name, kind, message) => {
    const filterLogEvents = () => Promise.reject(Object.assign(new Error('AWS'), { name }));
    const pages = readLogs(sampleOpenEnvironment({ logs: { filterLogEvents } }), {
      services: ['web'],
      from: NOW,
    });

    await expect(pages.next()).rejects.toMatchObject({ kind, message });
  });
});

describe('followLogs', () => {
  it('shows each event once, late ones too', async () => {
    const filterLogEvents = jest
      .fn()
      .mockResolvedValueOnce({ events: [event('a', 0), event('b', 100)] })
      .mockResolvedValueOnce({ events: [event('late', 90), event('b', 100), event('c', 101)] })
      .mockResolvedValue({ events: [event('b', 100), event('c', 101)] });
    const controller = new AbortController();
    let polls = 0;
    const pause = () => {
      if (++polls === 3) controller.abort();
      return Promise.resolve();
    };
    const ids: string[] = [];
    for await (const page of followLogs(
      sampleOpenEnvironment({ logs: { filterLogEvents } }),
      { services: ['web'], from: NOW },
      { signal: controller.signal, pause },
    ))
      ids.push(...page.map(({ id }) => id));

    expect(ids).toEqual(['a', 'b', 'late', 'c']);
    expect(filterLogEvents).toHaveBeenNthCalledWith(2, expect.objectContaining({ startTime: NOW + 70_000 }));
  });
});

describe('following while AWS is in trouble', () => {
  const error = (name: string) => Object.assign(new Error(name), { name });
  const follow = (answers: readonly (object | Error)[], signal = new AbortController().signal) => {
    const left = [...answers];
    const filterLogEvents = jest.fn(() => {
      const answer = left.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    });
    const pause = jest.fn().mockResolvedValue(undefined);
    const query = { services: ['web'], from: NOW };
    const pages = followLogs(sampleOpenEnvironment({ logs: { filterLogEvents } }), query, { signal, pause });
    return { pages, pause, filterLogEvents };
  };

  it.each(['ThrottlingException', 'ExpiredTokenException'])('%s is told as it is', async (name) => {
    const refused = error(name);
    const { pages, pause } = follow([{ events: [event('a', 0)] }, refused]);

    expect((await pages.next()).value).toEqual([expect.objectContaining({ id: 'a' })]);
    await expect(pages.next()).rejects.toBe(refused);
    expect(pause.mock.calls).toEqual([[1000]]);
  });

  it('a log that was deleted meanwhile is told in words', async () => {
    const { pages } = follow([{ events: [event('a', 0)] }, error('ResourceNotFoundException')]);
    await pages.next();

    await expect(pages.next()).rejects.toThrow('npx slipway deploy staging');
  });

  it('an event without time, stream or words is shown all the same', async () => {
    const { pages } = follow([{}, { events: [{ eventId: 'a' }] }]);

    expect((await pages.next()).value).toEqual([
      { id: 'a', service: 'web', taskId: '', at: '1970-01-01T00:00:00.000Z', message: '' },
    ]);
  });

  it('nothing is asked any more once it is stopped', async () => {
    const { pages, filterLogEvents } = follow([], AbortSignal.abort());

    expect(await pages.next()).toEqual({ done: true, value: undefined });
    expect(filterLogEvents).not.toHaveBeenCalled();
  });

  it('it stops within a page, and its own pause ends with the signal', async () => {
    const stop = new AbortController();
    const filterLogEvents = jest.fn().mockReturnValue({ events: [event('a', 0)], nextToken: 'more' });
    const place = sampleOpenEnvironment({ logs: { filterLogEvents } });
    const pages = followLogs(place, { services: ['web'], from: NOW }, { signal: stop.signal });
    await pages.next();
    stop.abort();

    expect(await pages.next()).toEqual({ done: true, value: undefined });
    expect(filterLogEvents).toHaveBeenCalledTimes(1);
  });

  it('what lies before the beginning is never asked for', async () => {
    const { pages, filterLogEvents } = follow([{ events: [event('a', 5)] }, { events: [event('b', 6)] }]);
    await pages.next();
    await pages.next();

    expect(filterLogEvents).toHaveBeenLastCalledWith(expect.objectContaining({ startTime: NOW }));
  });
});

it('the logs of several services are read one after the other, all of each without a filter', async () => {
  const filterLogEvents = jest.fn().mockReturnValue({ events: [event('a', 0)] });
  const services: string[] = [];
  const query = { services: ['web', 'worker'], from: NOW };
  for await (const page of readLogs(sampleOpenEnvironment({ logs: { filterLogEvents } }), query))
    services.push(...page.map(({ service }) => service));

  expect(services).toEqual(['web', 'worker']);
  expect(filterLogEvents.mock.calls).toEqual(
    services.map((name) => [{ logGroupName: `/ecs/staging/${name}`, startTime: NOW, nextToken: undefined }]),
  );
});

describe('a line', () => {
  const line = (message: string, cut = true) =>
    logLine(
      { id: '', service: 'web', taskId: '0123456789abcdef', at: '2026-11-25T12:00:00.000Z', message },
      { colors: palette({ color: false }), cut },
    );

  it('says when and who', () => expect(line('hello')).toBe('2026-11-25 12:00:00Z web/01234567  hello'));

  it('is cut where it is longer than a screen takes, and not before', () => {
    expect(line('x'.repeat(4000))).toMatch(/x{4000}$/);
    expect(line('x'.repeat(4001))).toMatch(/ x{4000}… \(4001 characters; --json shows all\)$/);
  });

  it('of a megabyte is cut on a screen only', () => {
    const megabyte = 'x'.repeat(1_000_000);
    expect(line(megabyte).length).toBeLessThan(4200);
    expect(line(megabyte)).toContain('1000000 characters');
    expect(line(megabyte, false)).toContain(megabyte);
  });

  it('keeps colours and tabs, and does not steer the terminal', () => {
    expect(line('\u001B[31mred\u001B[0m\tx')).toContain('\u001B[31mred\u001B[0m\tx');
    expect(line('\u001B[2J\u001B]0;title\u0007\r')).toContain('�[2J�]0;title��');
  });
});

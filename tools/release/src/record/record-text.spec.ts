import { CRASHED, sampleRelease } from '../sample/sample-release';
import { readRecord, writeRecord } from './record-text';

const KEY = 'releases/v000012.json';

const full = sampleRelease({
  by: { name: 'jo', host: 'laptop', pid: 7, processStart: '1', runUrl: 'https://ci.example.com/7' },
  settledBy: { name: 'ada', host: 'runner' },
  from: { environment: 'prod', version: 3 },
  releaseCommand: {
    command: ['npm', 'run', 'migrate'],
    taskArn: 'arn:task/1',
    exitCode: 0,
    output: ['done'],
    migrations: [{ name: '1_users', destructive: ['drops column users.email'] }],
  },
  assets: { files: 3, uploaded: 2, bytes: 9 },
});

it.each([
  ['all there is to say', full],
  ['a cause', CRASHED],
])('is read as it was written: with %s', (_, release) => {
  expect(readRecord(KEY, writeRecord(release))).toEqual(release);
});

it('is a text for people, too: a field a line, and a line break at its end', () => {
  const text = writeRecord(full);

  expect(text).toMatch(/^{\n {2}"format": 1,\n {2}"version": 12,\n/);
  expect(text).toMatch(/\n}\n$/);
});

describe('a text that is no record', () => {
  const RESTORE =
    'Nothing was changed. The bucket keeps earlier versions of every object; restore the last good one.';

  it.each([
    [{ format: '1' }, 'format '],
    [{ version: 0 }, 'version '],
    [{ version: 1.5 }, 'version '],
    [{ state: 'done' }, 'state '],
    [{ reason: 'fun' }, 'reason '],
    [{ images: { web: 1 } }, 'images.web '],
    [{ config: { web: { KEY: 'x' } } }, 'config.web.KEY '],
    [{ phases: [{ name: 'lunch', seconds: 1 }] }, 'phases.0.name '],
    [{ cause: { kind: 'bad luck', words: '', logs: [] } }, 'cause.kind '],
  ])('is told with the field that is wrong: %j', (wrong, field) => {
    const text = JSON.stringify({ ...full, ...wrong });
    const read = () => readRecord(KEY, text);

    expect(read).toThrow(expect.objectContaining({ kind: 'failed' }) as Error);
    expect(read).toThrow(`${KEY} is not a release record: ${field}`);
    expect(read).toThrow(RESTORE);
  });

  it.each(['', 'null', '7', '"v12"', '[]'])('is told as a whole: %j', (text) => {
    expect(() => readRecord(KEY, text)).toThrow(`${KEY} is not a release record: the whole `);
  });
});

it('a record of a later layout is not guessed at', () => {
  expect(() => readRecord(KEY, JSON.stringify({ ...full, format: 2 }))).toThrow(
    expect.objectContaining({
      kind: 'failed',
      message: `${KEY} was written by another Slipway: it has format 2, this one reads 1. Nothing was changed. Update this checkout (git pull && npm ci) and run again.`,
    }) as Error,
  );
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDuration, type Output } from '@slipway/tool-terminal';
import { parseEvent, type Step } from './event';
import { Progress } from './progress';

/** A whole apply of eight resources, as Terraform 1.11.4 printed it. */
const LINES = readFileSync(join(__dirname, '../../fixtures/apply.jsonl'), 'utf8').trim().split('\n');

function record(interactive: boolean) {
  const notes: string[] = [];
  const statuses: string[] = [];
  const output: Output = {
    interactive,
    color: false,
    columns: 100,
    result: () => undefined,
    note: (text) => notes.push(text),
    status: (text) => statuses.push(text),
  };
  return { output, notes, statuses };
}

/** Plays the recorded apply at its own pace, ticking every second. */
function play(interactive: boolean, onLongStep?: { afterSeconds: number; call: (step: Step) => void }) {
  const { output, notes, statuses } = record(interactive);
  let now = Date.parse('2026-11-23T19:57:13Z');
  const progress = new Progress({ output, now: () => now, onLongStep });
  for (const line of LINES) {
    const at = Date.parse((JSON.parse(line) as { '@timestamp': string })['@timestamp']);
    for (; now + 1000 < at; now += 1000) progress.tick();
    now = at;
    const event = parseEvent(line);
    if (event) progress.handle(event);
  }
  progress.end();
  return { notes, statuses };
}

describe('Progress', () => {
  it('has a line for every resource, in a terminal and in a pipe', () => {
    const done = [
      '  ✓ created aws_s3_bucket.files  1 s',
      '  ✓ created aws_lb.balancer  1 min 00 s',
      '  ✓ created aws_db_instance.database  1 min 20 s',
    ];
    for (const interactive of [true, false]) {
      const { notes } = play(interactive);
      expect(notes.filter((note) => note.includes('✓'))).toHaveLength(8);
      expect(notes).toEqual(expect.arrayContaining(done.slice(1)));
    }
  });

  it('shows in a terminal what it has been waiting for the longest, and why', () => {
    const { statuses } = play(true);

    expect(statuses).toContainEqual(
      expect.stringMatching(
        /^ {2}6 of 8, 2 running · creating aws_lb\.balancer, 30 s: the load balancer becomes active, 2 to 4/,
      ),
    );
    expect(statuses.every((status) => status.length < 100)).toBe(true);
    expect(statuses.at(-1)).toBe('');
  });

  it('says in a pipe every half minute what it waits for', () => {
    const { notes } = play(false);

    expect(notes.filter((note) => note.includes('aws_db_instance.database'))).toEqual([
      '  ... creating aws_db_instance.database, 30 s: RDS starts the database and takes a first backup, 5 to 15 minutes',
      '  ... creating aws_db_instance.database, 1 min 00 s: RDS starts the database and takes a first backup, 5 to 15 minutes',
      '  ✓ created aws_db_instance.database  1 min 20 s',
    ]);
  });

  it('reports a long step once', () => {
    const long: string[] = [];
    play(true, { afterSeconds: 45, call: ({ address }) => long.push(address) });

    expect(long).toEqual(['aws_lb.balancer', 'aws_db_instance.database']);
  });

  it('has no line for what was only looked up', () => {
    const { output, notes } = record(false);
    const hook = {
      resource: { addr: 'data.aws_prefix_list.cdn', resource_type: 'aws_prefix_list' },
      action: 'read',
    };
    const progress = new Progress({ output });
    progress.handle(parseEvent(JSON.stringify({ type: 'apply_complete', hook }))!);

    expect(notes).toEqual([]);
  });

  it('says which step failed', () => {
    const { output, notes } = record(false);
    const hook = { resource: { addr: 'aws_lb.balancer', resource_type: 'aws_lb' }, action: 'create' };
    const progress = new Progress({ output });
    for (const type of ['apply_start', 'apply_errored']) {
      progress.handle(parseEvent(JSON.stringify({ type, hook: { ...hook, elapsed_seconds: 12 } }))!);
    }

    expect(notes).toEqual(['  ✗ creating aws_lb.balancer failed  12 s']);
  });
});

describe('parseEvent', () => {
  it.each(['', 'not json', '{}', '{"type":"version"}', '{"type":"outputs","outputs":{}}'])(
    'ignores %j',
    (line) => {
      expect(parseEvent(line)).toBeUndefined();
    },
  );

  it('counts a replacement as two steps', () => {
    expect(parseEvent('{"type":"planned_change","change":{"action":"replace"}}')).toEqual({
      type: 'planned',
      steps: 2,
    });
  });
});

it.each([
  [0.04, '0 s'],
  [0.56, '0.6 s'],
  [9.99, '10 s'],
  [59.4, '59 s'],
  [60, '1 min 00 s'],
  [3725, '62 min 05 s'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanJson } from './plan-json';
import { countsLine, renderSummary, renderProtectionLift } from './render';
import { summarize } from './summarize';
import { protectionToLift } from './lift-protection';

const REPLACING = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/replace-database-and-bucket.json'), 'utf8'),
) as PlanJson;

function planned(address: string, actions: string[], after: object = {}) {
  const [type = '', name = ''] = address.split('.');
  return {
    address,
    type,
    name,
    mode: 'managed' as const,
    change: { actions, before: actions[0] === 'create' ? null : {}, after: { ...after } },
  };
}

const MIXED = summarize({
  resource_changes: [
    ...(REPLACING.resource_changes ?? []),
    planned('aws_subnet.public-a', ['create']),
    planned('aws_subnet.public-b', ['create']),
    planned('aws_vpc.network', ['create']),
    planned('aws_ecs_task_definition.web', ['update'], { cpu: '512', memory: '1024' }),
    planned('aws_sns_topic.old', ['delete']),
  ],
  output_changes: { url: { actions: ['create'], before: null, after: null } },
});

describe('renderSummary', () => {
  it('begins with the counts and with what would be lost', () => {
    expect(renderSummary(MIXED, { color: false, columns: 100 }))
      .toBe(`Plan: 1 destroyed, 2 replaced, 1 changed, 3 created.

DESTROYED OR REPLACED
  -   aws_sns_topic.old  destroyed
  -/+ aws_db_instance.database  destroyed and created again
        AWS cannot change this in place
        username: "master" → "chief"
  -/+ aws_s3_bucket.files  destroyed and created again
        AWS cannot change this in place
        bucket: "acme-staging-files" → "acme-staging-papers"

Changed
  ~   aws_ecs_task_definition.web  cpu, memory

Created
  +   aws_subnet × 2  public-a, public-b
  +   aws_vpc  network

Outputs that change: url`);
  });

  it('is plain text without colours, and the same text with them', () => {
    const plain = renderSummary(MIXED, { color: false, columns: 80 });
    const colored = renderSummary(MIXED, { color: true, columns: 80 });

    expect(plain).not.toContain('\u001B');
    expect(colored).toContain('\u001B[31m');
    expect(colored.replaceAll(ANSI, '')).toBe(plain);
  });

  it('keeps to the width where words allow, and never breaks an address', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 160 }), (columns) => {
        const lines = renderSummary(MIXED, { color: false, columns }).split('\n');
        for (const line of lines.filter(({ length }) => length > columns)) {
          expect(line.trim().replace(/^\S{1,3}\s+/, '')).not.toContain(' ');
        }
        for (const { address } of MIXED.changes.filter(({ action }) => action !== 'create')) {
          expect(lines.some((line) => line.includes(address))).toBe(true);
        }
      }),
    );
  });
});

describe('renderSummary, part by part', () => {
  const render = (plan: PlanJson, columns = 100) => renderSummary(summarize(plan), { color: false, columns });

  it('has no heading without what belongs there', () => {
    expect(render({})).toBe('Plan: no changes.');
    expect(render({ resource_changes: [planned('aws_vpc.network', ['create'])] })).toBe(
      'Plan: 1 created.\n\nCreated\n  +   aws_vpc  network',
    );
  });

  it('says what is taken over, and what is only forgotten', () => {
    const taken = { ...planned('aws_vpc.found', ['no-op']) };
    const plan = {
      resource_changes: [
        { ...taken, change: { ...taken.change, before: null } },
        planned('aws_vpc.left', ['forget']),
      ],
    };
    expect(render(plan)).toBe(
      [
        'Plan: 1 taken over, 1 removed from the state, but kept in AWS.',
        '',
        'Changed',
        '  ~   aws_vpc.found  taken over',
        '  ~   aws_vpc.left  removed from the state, but kept in AWS',
      ].join('\n'),
    );
  });

  it('gives a member of a module its whole address', () => {
    const member = { ...planned('aws_vpc.network', ['create']), address: 'module.net.aws_vpc.network' };
    expect(render({ resource_changes: [member] })).toContain('+   aws_vpc  module.net.aws_vpc.network');
  });

  it('breaks a line that is too long before the word that does not fit, and goes on further in', () => {
    const plan = {
      resource_changes: [
        planned('aws_ecs_task_definition.web', ['update'], { cpu: '512', image: 'new', memory: '1024' }),
      ],
    };
    expect(render(plan, 48).split('\n').slice(3)).toEqual([
      '  ~   aws_ecs_task_definition.web  cpu, image,',
      '        memory',
    ]);
    expect(render(plan, 46).split('\n').slice(3)).toEqual([
      '  ~   aws_ecs_task_definition.web  cpu, image,',
      '        memory',
    ]);
    expect(render(plan, 45).split('\n').slice(3)).toEqual([
      '  ~   aws_ecs_task_definition.web  cpu,',
      '        image, memory',
    ]);
  });

  it('names outputs with a comma between them, and goes on below them', () => {
    const change = { actions: ['create'], before: null, after: null };
    const plan = { output_changes: { url: change, name_servers: change, topic: change } };
    expect(render(plan)).toContain('\n\nOutputs that change: name_servers, topic, url');
    expect(render(plan, 40).split('\n').slice(2)).toEqual([
      'Outputs that change: name_servers,',
      '  topic, url',
    ]);
  });
});

describe('countsLine', () => {
  it('says so when nothing or only outputs change', () => {
    expect(countsLine(summarize({}))).toBe('no changes');
    expect(countsLine({ ...summarize({}), outputs: ['url'] })).toBe('only outputs change');
  });
});

describe('renderProtectionLift', () => {
  it('says what is switched off and what that means', () => {
    const steps = protectionToLift(REPLACING, ['aws_db_instance.database']);

    expect(renderProtectionLift(steps, { color: false, columns: 100 }))
      .toBe(`BEFORE THAT, protection is switched off, as a step of its own
  aws_db_instance.database: deletion_protection becomes false
      RDS no longer refuses to delete the database`);
  });
});

const ANSI = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');

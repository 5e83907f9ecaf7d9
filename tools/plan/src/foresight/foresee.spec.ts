import type { PlanJson, Values } from '../plan-json';
import { foresee as foreseeIn } from './foresee';
import { impossibility, renderForeseen } from './render';

const foresee = (plan: PlanJson, cloud: 'aws' | 'embedded' = 'aws') =>
  foreseeIn(plan, { environment: 'prod', cloud });

const STANDING: Values = {
  arn: 'arn:aws:rds:eu-west-1:111111111111:db:acme-prod-database',
  identifier: 'acme-prod-database',
  engine_version: '17',
  engine_version_actual: '17.7',
  allow_major_version_upgrade: false,
  instance_class: 'db.t4g.small',
  allocated_storage: 50,
  multi_az: true,
  apply_immediately: false,
  maintenance_window: 'sun:03:30-sun:04:30',
};

/** A plan that changes a standing database. */
function changing(after: Values, before: Values = {}): PlanJson {
  const standing = { ...STANDING, ...before };
  const change = { actions: ['update'], before: standing, after: { ...standing, ...after } };
  return {
    resource_changes: [
      {
        address: 'aws_db_instance.database',
        type: 'aws_db_instance',
        name: 'database',
        mode: 'managed',
        change,
      },
    ],
  };
}

const NOW = { apply_immediately: true };
const effects = (plan: PlanJson) => foresee(plan).map(({ effect }) => effect);

describe('what AWS refuses', () => {
  test.each<[string, Values, Values]>([
    ['a major upgrade that was not asked for', { engine_version: '18' }, {}],
    ['the same to a pinned minor', { engine_version: '18.1' }, { engine_version: '17.7' }],
    ['an older major', { engine_version: '16', allow_major_version_upgrade: true }, {}],
    ['an older minor than the one that runs', { engine_version: '17.6' }, {}],
    ['less storage', { allocated_storage: 20 }, {}],
  ])('%s', (_, after, before) => {
    expect(effects(changing({ ...after, ...NOW }, before))).toEqual(['refused']);
  });

  test.each<[string, Values, Values]>([
    ['the minor that runs already', { engine_version: '17.7' }, {}],
    ['a major alone after a pinned minor', { engine_version: '17' }, { engine_version: '17.7' }],
    ['more storage', { allocated_storage: 51 }, {}],
    [
      'other settings of a database that RDS has patched further',
      { backup_retention_period: 9 },
      { engine_version: '17.5' },
    ],
  ])('not %s', (_, after, before) => {
    expect(effects(changing({ ...after, ...NOW }, before))).toEqual([]);
  });

  test('the way to a major upgrade is said, and what it costs', () => {
    const [refused] = foresee(changing({ engine_version: '18' }));
    expect(refused?.text).toContain("database: { version: '18', upgrade: 'major' }");
    expect(refused?.text).toContain('17.7 to 18');
  });
});

describe('what stops for a while', () => {
  test('a major upgrade that was asked for, with the way back in words', () => {
    const [first] = foresee(changing({ engine_version: '18', allow_major_version_upgrade: true, ...NOW }));
    expect(first).toMatchObject({ effect: 'interrupts', text: expect.stringContaining('snapshot') });
  });

  test.each([true, false])('a later minor, with a standby (%s) as well', (multi_az) => {
    expect(foresee(changing({ engine_version: '17.8', multi_az, ...NOW }, { multi_az }))).toEqual([
      expect.objectContaining({
        effect: 'interrupts',
        text: expect.stringMatching(/from 17\.7 to 17\.8\. .*usually for 5 minutes or more/),
      }),
    ]);
  });

  test('a later minor than the one that was named', () => {
    expect(
      effects(
        changing(
          { engine_version: '17.8', ...NOW },
          { engine_version: '17.5', engine_version_actual: undefined },
        ),
      ),
    ).toEqual(['interrupts']);
  });

  test('not only database settings: subnets that would be in use', () => {
    const vpc = { address: 'aws_vpc.x', type: 'aws_vpc', name: 'x', mode: 'managed' as const };
    const change = { actions: ['delete', 'create'], before: { cidr_block: '10.0.0.0/16' }, after: {} };
    expect(effects({ resource_changes: [{ ...vpc, change }] })).toEqual(['refused']);
    expect(effects({ resource_changes: [{ ...vpc, mode: 'data', change }] })).toEqual([]);
  });

  test.each([
    [true, true, '1 to 2 minutes'],
    [false, false, '5 minutes or more'],
    [true, false, '5 minutes or more'],
    [false, true, '5 minutes or more'],
  ])('another size, standby before %s and after %s: %s', (before, after, text) => {
    const plan = changing({ instance_class: 'db.t4g.large', multi_az: after, ...NOW }, { multi_az: before });
    expect(foresee(plan)).toEqual([
      expect.objectContaining({ effect: 'interrupts', text: expect.stringContaining(text) }),
    ]);
  });
});

describe('what waits', () => {
  test.each<[string, Values]>([
    ['engine_version', { engine_version: '17.8' }],
    ['multi_az', { multi_az: false }],
    ['allocated_storage', { allocated_storage: 60 }],
  ])('%s waits for the window, which is named', (attribute, after) => {
    const waits = foresee(changing(after)).find(({ effect }) => effect === 'waits');
    expect(waits?.text).toMatch(
      new RegExp(`^${attribute}: RDS does it in the maintenance window, Sunday 03:30 to 04:30 UTC`),
    );
    expect(waits?.text).toContain('--db-instance-identifier acme-prod-database');
  });

  test.each([
    [
      'aws',
      ':\n  aws rds modify-db-instance --db-instance-identifier acme-prod-database --region eu-west-1 --apply-immediately',
    ],
    [
      'embedded',
      ':\n  (there="$(npx slipway cloud env prod)" && eval "$there" && aws rds modify-db-instance --db-instance-identifier acme-prod-database --region eu-west-1 --apply-immediately)',
    ],
  ] as const)('the command to have it now acts on %s', (cloud, command) => {
    expect(foresee(changing({ multi_az: false }), cloud)[0]?.text.endsWith(command)).toBe(true);
  });

  test('a database that names no region is looked for in the shell’s', () => {
    expect(foresee(changing({ multi_az: false }, { arn: undefined }))[0]?.text).not.toContain('--region');
  });

  test('a window that is written in another way is not named', () => {
    expect(foresee(changing({ multi_az: false }, { maintenance_window: '' }))[0]?.text).toMatch(
      /in the maintenance window, not now/,
    );
  });

  test('what RDS does at once in any case does not wait', () => {
    expect(effects(changing({ backup_retention_period: 30, deletion_protection: false }))).toEqual([]);
  });

  test('a smaller size in production stops and waits', () => {
    expect(effects(changing({ instance_class: 'db.t4g.micro' }))).toEqual(['interrupts', 'waits']);
  });
});

describe('nothing is foreseen of', () => {
  const [resource] = changing({ engine_version: '16' }).resource_changes ?? [];
  const { change } = resource!;

  test.each([
    ['a new database', { change: { ...change, actions: ['create'], before: null } }],
    ['one that is replaced', { change: { ...change, actions: ['delete', 'create'] } }],
    ['one that goes', { change: { ...change, actions: ['delete'], after: null } }],
    ['what is only read', { mode: 'data' as const }],
    ['what an interrupted run left behind', { deposed: 'abcd' }],
    ['another kind of resource', { type: 'aws_db_proxy' }],
  ])('%s', (_, other) => {
    expect(foresee({ resource_changes: [{ ...resource!, ...other }] })).toEqual([]);
  });
});

test('worst first, each below its head, broken at the width', () => {
  const text = renderForeseen(
    foresee(changing({ engine_version: '18', multi_az: false, allocated_storage: 20 })),
    {
      color: false,
      columns: 60,
    },
  );
  const wide = text.split('\n').filter((line) => line.length > 60);
  expect(wide).toEqual([expect.stringMatching(/^ {8}aws rds modify-db-instance .*--apply-immediately$/)]);
  expect(text).toMatch(
    /^THIS WOULD GO WRONG\n {2}aws_db_instance\.database\n {6}\S[\s\S]*\n\nWhat comes later\n/,
  );
  expect(renderForeseen([], { color: true, columns: 80 })).toBe('');
});

test.each([
  [changing({ allocated_storage: 20, ...NOW }), 'one of these changes'],
  [changing({ allocated_storage: 20, engine_version: '16', ...NOW }), '2 of these changes'],
])('a refusal counts and names', (plan, count) => {
  const message = impossibility(foresee(plan));
  expect(message).toContain(
    `Refused: ${count} would go wrong in the middle of the deploy. Nothing was changed.`,
  );
  expect(message).toContain('aws_db_instance.database: The database');
});

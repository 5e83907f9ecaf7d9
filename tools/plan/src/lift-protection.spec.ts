import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanJson } from './plan-json';
import {
  beyondLiftingProtection,
  liftProtectionStack,
  protectionToLift,
  switchedOnProtection,
} from './lift-protection';

const REPLACING = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/replace-database-and-bucket.json'), 'utf8'),
) as PlanJson;
const DATABASE = 'aws_db_instance.database';
const BUCKET = 'aws_s3_bucket.files';
const STACK = {
  terraform: { backend: { s3: { bucket: 'state' } } },
  provider: { aws: [{ region: 'eu-west-1' }, { alias: 'other', region: 'us-east-1' }] },
  resource: { aws_s3_bucket: { files: { provider: 'aws.other' } }, aws_lb: { balancer: {} } },
};

function lifting(changes: object, actions = ['update'], address = DATABASE): PlanJson {
  const before = { deletion_protection: true, apply_immediately: false, username: 'master' };
  const [type = '', name = ''] = address.split('.');
  return {
    resource_changes: [
      { address, type, name, mode: 'managed', change: { actions, before, after: { ...before, ...changes } } },
    ],
  };
}

describe('protectionToLift', () => {
  it('is what AWS needs before the named resources can go', () => {
    expect(protectionToLift(REPLACING, [DATABASE, BUCKET])).toEqual([
      {
        address: DATABASE,
        attribute: 'deletion_protection',
        value: false,
        meaning: 'RDS no longer refuses to delete the database',
      },
      {
        address: BUCKET,
        attribute: 'force_destroy',
        value: true,
        meaning: 'deleting the bucket deletes every object and version in it',
      },
    ]);
  });

  it('leaves alone what is not named or does not go', () => {
    expect(protectionToLift(REPLACING, [BUCKET]).map(({ address }) => address)).toEqual([BUCKET]);
    expect(protectionToLift(REPLACING, ['aws_lb.balancer'])).toEqual([]);
    expect(liftProtectionStack(STACK, REPLACING, [])).toBeUndefined();
  });
});

describe('liftProtectionStack', () => {
  it('holds the named resources alone, with everything ignored but what is switched', () => {
    const stack = liftProtectionStack(STACK, REPLACING, [DATABASE, BUCKET]);
    const database = stack?.resource?.aws_db_instance?.database as {
      lifecycle: { ignore_changes: string[] };
    };

    expect(Object.keys(stack?.resource ?? {})).toEqual(['aws_db_instance', 'aws_s3_bucket']);
    expect(database).toMatchObject({
      deletion_protection: false,
      apply_immediately: true,
      instance_class: 'db.t4g.micro',
    });
    expect(database.lifecycle.ignore_changes).toEqual(
      expect.arrayContaining(['username', 'engine', 'tags_all']),
    );
    expect(database.lifecycle.ignore_changes).not.toContain('deletion_protection');
    expect(database.lifecycle.ignore_changes).not.toContain('apply_immediately');
    expect(JSON.stringify(stack?.resource)).not.toContain('${');
  });

  it('keeps backend, providers and the provider that a resource has', () => {
    expect(liftProtectionStack(STACK, REPLACING, [BUCKET])).toMatchObject({
      terraform: STACK.terraform,
      provider: STACK.provider,
      resource: { aws_s3_bucket: { files: { force_destroy: true, provider: 'aws.other' } } },
    });
  });
});

describe('beyondLiftingProtection', () => {
  const steps = protectionToLift(REPLACING, [DATABASE]);

  it('is content with the switch and what belongs to it', () => {
    expect(
      beyondLiftingProtection(lifting({ deletion_protection: false, apply_immediately: true }), steps),
    ).toEqual([]);
  });

  it.each([
    ['another attribute', lifting({ username: 'chief' }), [`change username of ${DATABASE}`]],
    ['a replacement', lifting({}, ['delete', 'create']), [`delete and create ${DATABASE}`]],
    ['another resource', lifting({}, ['update'], 'aws_lb.balancer'), ['update aws_lb.balancer']],
  ])('tells %s', (_, plan, beyond) => {
    expect(beyondLiftingProtection(plan, steps)).toEqual(beyond);
  });
});

/** What every type needs: the attribute, its value once lifted, and what the provider insists on. */
const TYPES: readonly [string, string, boolean, object, object][] = [
  ['aws_db_instance', 'deletion_protection', false, { instance_class: 'small' }, { apply_immediately: true }],
  ['aws_rds_cluster', 'deletion_protection', false, { engine: 'aurora' }, { apply_immediately: true }],
  ['aws_lb', 'enable_deletion_protection', false, { subnets: ['a', 'b'] }, {}],
  [
    'aws_dynamodb_table',
    'deletion_protection_enabled',
    false,
    { name: 'n', hash_key: 'h', attribute: [{ name: 'h' }] },
    {},
  ],
  ['aws_s3_bucket', 'force_destroy', true, {}, {}],
  ['aws_ecr_repository', 'force_delete', true, { name: 'n' }, {}],
  ['aws_route53_zone', 'force_destroy', true, { name: 'n' }, {}],
];

describe.each(TYPES)('protection of %s', (type, attribute, lifted, required, along) => {
  const address = `${type}.it`;
  const going = (before: object | null, more: object = {}, actions = ['delete']): PlanJson => ({
    resource_changes: [
      {
        address,
        type,
        name: 'it',
        mode: 'managed',
        change: { actions, before: before && { ...before }, after: null },
        ...more,
      },
    ],
  });
  const before = { id: 'i-1', tags: { a: 'b' }, ...required, [attribute]: !lifted };

  it.each([[['delete']], [['delete', 'create']], [['create', 'delete']]])(
    'is lifted by one attribute before %j, and by nothing more',
    (actions) => {
      expect(protectionToLift(going(before, {}, actions), [address])).toEqual([
        {
          address,
          attribute,
          value: lifted,
          meaning: expect.stringMatching(/\w+ .*(refuses to delete|deletes every) /),
        },
      ]);
      expect(liftProtectionStack({}, going(before, {}, actions), [address])).toEqual({
        terraform: undefined,
        provider: undefined,
        resource: {
          [type]: {
            it: {
              ...required,
              ...along,
              [attribute]: lifted,
              lifecycle: { ignore_changes: ['tags', ...Object.keys(required)] },
            },
          },
        },
      });
    },
  );

  it.each([
    ['is lifted already', going({ ...before, [attribute]: lifted }), [address]],
    ['is not named', going(before), []],
    ['stays', going(before, {}, ['update']), [address]],
    ['is a left-over', going(before, { deposed: 'abc' }), [address]],
    ['is a member of many', going(before, { index: 0 }), [address]],
  ])('is left alone where it %s', (_, plan, allowed) => {
    expect(protectionToLift(plan, allowed)).toEqual([]);
    expect(liftProtectionStack({}, plan, allowed)).toBeUndefined();
  });

  it('is known as switched on where AWS would refuse', () => {
    const [resource] = going({ [attribute]: true }).resource_changes ?? [];
    const [off] = going({ [attribute]: false }).resource_changes ?? [];
    const [nothing] = going(null).resource_changes ?? [];

    expect(switchedOnProtection(resource)).toEqual(lifted ? [] : [attribute]);
    expect(switchedOnProtection(off)).toEqual([]);
    expect(switchedOnProtection(nothing)).toEqual([]);
    expect(switchedOnProtection(undefined)).toEqual([]);
  });

  it('is lifted by a plan that switches it, and by none that does more', () => {
    const steps = protectionToLift(going(before), [address]);
    const changing = (changes: object, actions = ['update']): PlanJson => ({
      resource_changes: [
        {
          address,
          type,
          name: 'it',
          mode: 'managed',
          change: { actions, before, after: { ...before, ...changes } },
        },
      ],
    });

    expect(beyondLiftingProtection(changing({ [attribute]: lifted, ...along }), steps)).toEqual([]);
    expect(beyondLiftingProtection(changing({ tags: {} }, ['no-op']), steps)).toEqual([]);
    expect(beyondLiftingProtection(changing({ [attribute]: lifted, tags: {} }), steps)).toEqual([
      `change tags of ${address}`,
    ]);
    expect(beyondLiftingProtection(changing({ new: 1 }), steps)).toEqual([`change new of ${address}`]);
    expect(beyondLiftingProtection(changing({ apply_immediately: true }), steps)).toEqual(
      'apply_immediately' in along ? [] : [`change apply_immediately of ${address}`],
    );
    for (const actions of [['create'], ['delete'], ['delete', 'create'], ['read']])
      expect(beyondLiftingProtection(changing({}, actions), steps)).toEqual([
        `${actions.join(' and ')} ${address}`,
      ]);
  });
});

it('nothing is protected by a type that has nothing to switch', () => {
  const change = { actions: ['delete'], before: { deletion_protection: true }, after: null };
  const resource = { address: 'aws_vpc.it', type: 'aws_vpc', name: 'it', mode: 'managed', change } as const;

  expect(switchedOnProtection(resource)).toEqual([]);
  expect(protectionToLift({ resource_changes: [resource] }, ['aws_vpc.it'])).toEqual([]);
  expect(protectionToLift({}, ['aws_vpc.it'])).toEqual([]);
  expect(beyondLiftingProtection({}, [])).toEqual([]);
});

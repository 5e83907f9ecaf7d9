import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanJson } from './plan-json';
import { beyondLiftingProtection, liftProtectionStack, protectionToLift } from './lift-protection';

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

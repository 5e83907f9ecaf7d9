import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeJson, PlanJson, ResourceChangeJson } from './plan-json';
import { summarize } from './summarize';

/** What Terraform 1.11.4 with provider 5.100.0 planned for another bucket name and another database user. */
const REPLACING = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/replace-database-and-bucket.json'), 'utf8'),
) as PlanJson;

function resource(
  address: string,
  change: Partial<ChangeJson>,
  more: Partial<ResourceChangeJson> = {},
): ResourceChangeJson {
  const [type = '', name = ''] = address.split('.');
  return {
    address,
    type,
    name,
    mode: 'managed',
    change: { actions: ['no-op'], before: {}, after: {}, ...change },
    ...more,
  };
}

describe('summarize', () => {
  it('says what is replaced, and which attribute forces it from what to what', () => {
    const { counts, changes, outputs, empty } = summarize(REPLACING);

    expect(counts).toEqual({ destroy: 0, replace: 2, update: 0, create: 0, forget: 0, import: 0 });
    expect(changes).toEqual([
      {
        address: 'aws_db_instance.database',
        type: 'aws_db_instance',
        action: 'replace',
        leftOver: false,
        attributes: ['username'],
        reasons: ['AWS cannot change this in place', 'username: "master" → "chief"'],
      },
      expect.objectContaining({
        address: 'aws_s3_bucket.files',
        reasons: ['AWS cannot change this in place', 'bucket: "acme-staging-files" → "acme-staging-papers"'],
      }),
    ]);
    expect(outputs).toEqual(['bucket']);
    expect(empty).toBe(false);
  });

  it('puts the most serious first', () => {
    const { changes } = summarize({
      resource_changes: [
        resource('aws_a.new', { actions: ['create'], before: null }),
        resource('aws_a.same', {}),
        resource('aws_a.changed', { actions: ['update'], before: { x: 1 }, after: { x: 2 } }),
        resource('aws_a.renewed', { actions: ['create', 'delete'] }),
        resource('aws_a.gone', { actions: ['delete'], after: null }),
        resource('aws_a.forgotten', { actions: ['forget'], after: null }),
        resource('aws_a.looked_up', { actions: ['read'] }, { mode: 'data' }),
      ],
    });

    expect(changes.map(({ address, action }) => `${action} ${address}`)).toEqual([
      'destroy aws_a.gone',
      'replace aws_a.renewed',
      'update aws_a.changed',
      'create aws_a.new',
      'forget aws_a.forgotten',
    ]);
  });

  it('goes by address among what is equally serious, whatever the order in the plan', () => {
    const addresses = ['aws_a.c', 'aws_a.a', 'aws_b.a', 'aws_a.b'];
    const { changes } = summarize({
      resource_changes: addresses.map((address) => resource(address, { actions: ['delete'], after: null })),
    });
    expect(changes.map(({ address }) => address)).toEqual(['aws_a.a', 'aws_a.b', 'aws_a.c', 'aws_b.a']);
  });

  it('counts each kind, and what is taken over as well', () => {
    const { counts, empty } = summarize({
      resource_changes: [
        resource('aws_a.gone', { actions: ['delete'], after: null }),
        resource('aws_a.changed', { actions: ['update'] }),
        resource('aws_a.new', { actions: ['create'], before: null }),
        resource('aws_a.forgotten', { actions: ['forget'], after: null }),
        resource('aws_a.found', { before: null }),
        resource('aws_a.same', {}),
        resource('aws_a.absent', { before: null, after: null }),
        resource('aws_a.looked_up', { actions: ['delete'] }, { mode: 'data' }),
      ],
    });
    expect(counts).toEqual({ destroy: 1, replace: 0, update: 1, create: 1, forget: 1, import: 1 });
    expect(empty).toBe(false);
  });

  it('names the attributes of an update, also those that AWS decides, and none of their values', () => {
    const { changes } = summarize({
      resource_changes: [
        resource('aws_a.b', {
          actions: ['update'],
          before: { same: 1, size: 1, tags: { a: '1' }, gone: true, computed: 'x', list: [] },
          after: { same: 1, size: 2, tags: { a: '2' }, gone: null, computed: 'x', list: [] },
          after_unknown: { computed: true, list: [], nested: [{ inner: true }] },
        }),
      ],
    });

    expect(changes[0]?.attributes).toEqual(['computed', 'gone', 'nested', 'size', 'tags']);
    expect(changes[0]?.reasons).toEqual([]);
  });

  it.each([
    ['a secret as a whole', { password: true }, ['password'], 'password: (secret) → (secret)'],
    ['a secret within', { password: [{ inner: true }] }, ['password'], 'password: (secret) → (secret)'],
    ['everything secret', true, ['password'], 'password: (secret) → (secret)'],
    ['a secret above', { block: true }, ['block', 0, 'key'], 'block[0].key: (secret) → (secret)'],
  ])('never shows %s', (_, sensitive, path, reason) => {
    const values = (secret: string) => ({ password: secret, block: [{ key: secret }] });
    const plan = {
      resource_changes: [
        resource('aws_a.b', {
          actions: ['delete', 'create'],
          before: values('hunter1'),
          after: values('hunter2'),
          before_sensitive: sensitive,
          after_sensitive: sensitive,
          replace_paths: [path],
        }),
      ],
    };

    expect(summarize(plan).changes[0]?.reasons).toEqual([reason]);
    expect(JSON.stringify(summarize(plan))).not.toContain('hunter');
  });

  it('shows what is not known yet, what is not set, and the beginning of what is long', () => {
    const { changes } = summarize({
      resource_changes: [
        resource('aws_a.b', {
          actions: ['delete', 'create'],
          before: { arn: 'a', policy: 'x'.repeat(200) },
          after: { policy: null },
          after_unknown: { arn: true },
          replace_paths: [['arn'], ['policy']],
        }),
      ],
    });

    expect(changes[0]?.reasons).toEqual([
      'arn: "a" → (known after apply)',
      `policy: "${'x'.repeat(58)}… → (none)`,
    ]);
  });

  it('tells of policies and other JSON what differs inside, not twice how they begin', () => {
    const policy = (Action: string) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Action, Resource: '*' }] });
    const text = (end: string) => `${'# the same beginning '.repeat(5)}${end}`;
    const { changes } = summarize({
      resource_changes: [
        resource('aws_a.b', {
          actions: ['delete', 'create'],
          before: { policy: policy('s3:Get'), user_data: text('a'), broken: '{"a' },
          after: { policy: policy('s3:Put'), user_data: text('b'), broken: '{"b' },
          replace_paths: [['policy'], ['user_data'], ['broken']],
        }),
      ],
    });

    expect(changes[0]?.reasons).toEqual([
      'policy.Statement[0].Action: "s3:Get" → "s3:Put"',
      expect.stringMatching(/^user_data: …[^→]+a" → …[^→]+b"$/),
      'broken: "{\\"a" → "{\\"b"',
    ]);
  });

  it.each([
    ['replace_because_tainted', 'an earlier run did not finish creating it'],
    ['delete_because_no_resource_config', 'it is no longer in the configuration'],
  ])('says what %s means', (action_reason, words) => {
    const plan = { resource_changes: [resource('aws_a.b', { actions: ['delete'] }, { action_reason })] };

    expect(summarize(plan).changes[0]?.reasons).toEqual([words]);
  });

  it('says of a left-over that it is one', () => {
    const plan = { resource_changes: [resource('aws_a.b', { actions: ['delete'] }, { deposed: '1a2b' })] };

    expect(summarize(plan).changes[0]).toMatchObject({
      address: 'aws_a.b',
      leftOver: true,
      reasons: ['left over from an interrupted replacement'],
    });
  });

  it('is empty when neither resources nor outputs change', () => {
    const output_changes = { url: { actions: ['no-op'], before: null, after: null } };

    expect(summarize({})).toMatchObject({ empty: true });
    expect(summarize({ resource_changes: [resource('aws_a.b', {})], output_changes })).toMatchObject({
      empty: true,
    });
    expect(
      summarize({ output_changes: { url: { actions: ['create'], before: null, after: null } } }),
    ).toMatchObject({ empty: false, outputs: ['url'] });
  });
});

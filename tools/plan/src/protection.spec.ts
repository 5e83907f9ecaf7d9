import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asCalled } from '@slipway/tool-terminal';
import type { PlanJson } from './plan-json';
import { protect, refusal } from './protection';
import { STATEFUL_TYPES } from './stateful';

const REPLACING = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/replace-database-and-bucket.json'), 'utf8'),
) as PlanJson;
const DATABASE = 'aws_db_instance.database';
const BUCKET = 'aws_s3_bucket.files';

function going(address: string, before: object = {}, actions: readonly string[] = ['delete']): PlanJson {
  const [type = '', name = ''] = address.split('.');
  return {
    resource_changes: [
      { address, type, name, mode: 'managed', change: { actions, before: { ...before }, after: null } },
    ],
  };
}

const refusedAddresses = (...args: Parameters<typeof protect>) =>
  protect(...args).refused.map(({ address }) => address);

describe('protect', () => {
  it('refuses to lose what holds data', () => {
    expect(refusedAddresses(REPLACING, { disposable: false, allowed: [] })).toEqual([DATABASE, BUCKET]);
  });

  it('lets be what stays, however it changes', () => {
    const plan = going(DATABASE, {}, ['update']);
    expect(protect(plan, { disposable: false, allowed: [DATABASE] })).toEqual({
      refused: [],
      unused: [DATABASE],
    });
  });

  it('lets go exactly what is named', () => {
    expect(refusedAddresses(REPLACING, { disposable: false, allowed: [BUCKET] })).toEqual([DATABASE]);
    expect(refusedAddresses(REPLACING, { disposable: false, allowed: [BUCKET, DATABASE] })).toEqual([]);
  });

  it('tells a name that the plan does not remove', () => {
    expect(protect(REPLACING, { disposable: false, allowed: [BUCKET, 'aws_lb.balancer'] }).unused).toEqual([
      'aws_lb.balancer',
    ]);
  });

  it('protects nothing in a disposable environment but what AWS was told to protect', () => {
    const options = { disposable: true, allowed: [] };

    expect(refusedAddresses(REPLACING, options)).toEqual([DATABASE]);
    expect(refusedAddresses(going(DATABASE, { deletion_protection: false }), options)).toEqual([]);
  });

  it('protects a load balancer that AWS was told to protect', () => {
    const options = { disposable: false, allowed: [] };

    expect(refusedAddresses(going('aws_lb.web', { enable_deletion_protection: true }), options)).toHaveLength(
      1,
    );
    expect(refusedAddresses(going('aws_lb.web', { enable_deletion_protection: false }), options)).toEqual([]);
  });

  it("stands by Terraform's own prevent_destroy, whatever the type", () => {
    for (const address of ['aws_lb.web', 'aws_lb.web["a"]']) {
      const options = { disposable: true, allowed: [], prevented: ['aws_lb.web'] };
      expect(refusedAddresses(going(address), options)).toEqual([address]);
    }
  });

  it('never lets a stateful resource go that is not named', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STATEFUL_TYPES),
        fc.constantFrom(['delete'], ['delete', 'create'], ['create', 'delete']),
        fc.array(fc.string()),
        (type, actions, allowed) => {
          const address = `${type}.it`;
          const named = allowed.includes(address);
          expect(refusedAddresses(going(address, {}, actions), { disposable: false, allowed })).toEqual(
            named ? [] : [address],
          );
        },
      ),
    );
  });
});

describe('refusal', () => {
  it('says what would be lost, why, and how to allow it', () => {
    const { refused } = protect(REPLACING, { disposable: false, allowed: [] });

    expect(refusal(refused, 'prod', 'deploy')).toBe(
      `Refused: this would destroy or replace 2 resources that are protected in "prod". Nothing was changed.
  aws_db_instance.database would be destroyed and created again, with what it holds
    AWS cannot change this in place
    username: "master" → "chief"
  aws_s3_bucket.files would be destroyed and created again, with what it holds
    AWS cannot change this in place
    bucket: "acme-staging-files" → "acme-staging-papers"
If that is what you want, take a backup and say so by name:
  npx slipway deploy prod --allow-destroy aws_db_instance.database --allow-destroy aws_s3_bucket.files`,
    );
  });

  it('counts in words, and says which of the two happens to it', () => {
    const { refused } = protect(going(BUCKET), { disposable: false, allowed: [] });
    expect(refusal(refused, 'prod', 'destroy').split('\n').slice(0, 2)).toEqual([
      'Refused: this would destroy or replace one resource that is protected in "prod". Nothing was changed.',
      '  aws_s3_bucket.files would be destroyed, with what it holds',
    ]);
  });

  it('quotes an address for the shell', () => {
    const { refused } = protect(going('aws_s3_bucket.files["a b"]'), { disposable: false, allowed: [] });

    expect(refusal(refused, 'prod', 'destroy')).toContain(
      `npx slipway destroy prod --allow-destroy 'aws_s3_bucket.files["a b"]'`,
    );
  });

  it('goes on on the cloud that the command was for', () => {
    const { refused } = protect(going(DATABASE), { disposable: false, allowed: [] });

    expect(asCalled({ embedded: true }, () => refusal(refused, 'prod', 'destroy'))).toContain(
      `npx slipway destroy prod --allow-destroy ${DATABASE} --embedded`,
    );
  });

  it('knows that something half made need not be lost', () => {
    const [half] = protect(going(DATABASE), { disposable: false, allowed: [] }).refused;

    expect(
      refusal([{ ...half!, reasons: ['an earlier run did not finish creating it'] }], 'prod', 'deploy'),
    ).toContain('terraform untaint');
  });
});

import { checkTogether } from './check-together';
import { defineEnvironment } from './define-environment';
import type { EnvironmentSpec } from './environment-spec';

function environment(changes: Partial<EnvironmentSpec> & Pick<EnvironmentSpec, 'name'>) {
  return defineEnvironment({
    app: 'acme',
    aws: { account: '111111111111' },
    domain: { name: `${changes.name}.acme.example` },
    ...changes,
  });
}

const staging = environment({ name: 'staging', network: { cidr: '10.10.0.0/16' } });
const prod = environment({ name: 'prod', network: { cidr: '10.20.0.0/16' } });

function subjects(...environments: Parameters<typeof checkTogether>[0]) {
  return checkTogether(environments).map(({ subject }) => subject);
}

describe('environments together', () => {
  test('are fine when nothing is shared', () => expect(subjects(staging, prod)).toEqual([]));

  test('alone are fine', () => expect([subjects(), subjects(prod)]).toEqual([[], []]));

  test('must not overlap, whichever comes first and whichever is larger', () => {
    const inside = environment({ name: 'qa', network: { cidr: '10.20.16.0/20' } });
    expect(subjects(prod, inside)).toEqual(['network.cidr of acme/prod and acme/qa']);
    expect(subjects(inside, prod)).toEqual(['network.cidr of acme/qa and acme/prod']);
  });

  test('every pair is compared', () => {
    const defaults = ['a1', 'a2', 'a3'].map((name) => environment({ name }));
    expect(subjects(...defaults)).toHaveLength(3);
  });

  test('must not claim one domain', () => {
    const other = environment({ name: 'qa', domain: prod.domain, network: { cidr: '10.30.0.0/16' } });
    expect(checkTogether([prod, other])).toMatchObject([
      {
        subject: 'domain.name of acme/prod and acme/qa',
        fix: "Give one a subdomain, such as 'qa.prod.acme.example'.",
      },
    ]);
  });

  test('must not claim the name of the other’s load balancer, if it has a CDN that uses it', () => {
    const domain = { name: 'origin.prod.acme.example' };
    const other = environment({ name: 'qa', domain, network: { cidr: '10.30.0.0/16' } });
    const expected = {
      got: "'origin.prod.acme.example', by which the CDN of acme/prod asks its load balancer",
      fix: "Give acme/qa another subdomain, such as 'qa.prod.acme.example'.",
    };
    expect(checkTogether([prod, other])).toMatchObject([expected]);
    expect(checkTogether([other, prod])).toMatchObject([expected]);
    const bare = environment({ name: 'prod', network: { cidr: '10.20.0.0/16' }, edge: { cdn: false } });
    expect(checkTogether([bare, other])).toEqual([]);
  });

  test('must not be the same, and then nothing else is said', () => {
    expect(subjects(prod, prod)).toEqual(['name of two environments']);
  });

  test('must not end in the same names in one account', () => {
    const one = environment({ app: 'acme-a', name: 'b1', network: { cidr: '10.30.0.0/16' } });
    const changes = { app: 'acme', name: 'a-b1', network: { cidr: '10.40.0.0/16' } };
    expect(checkTogether([one, environment(changes)])).toMatchObject([
      { subject: 'app and name of acme-a/b1 and acme/a-b1', got: "'acme-a-b1' when joined, in both" },
    ]);
    expect(subjects(one, environment({ ...changes, aws: { account: '222222222222' } }))).toEqual([]);
  });

  test('of two apps share log groups when named alike, in one account and region', () => {
    const changes = {
      app: 'other',
      name: 'prod',
      network: { cidr: '10.30.0.0/16' },
      domain: { name: 'other.example' },
    };
    expect(checkTogether([prod, environment(changes)])).toMatchObject([
      { got: "name 'prod' in both", allowed: expect.stringContaining('log groups') },
    ]);
    const elsewhere = { account: '111111111111', region: 'eu-west-1' };
    expect(subjects(prod, environment({ ...changes, aws: elsewhere }))).toEqual([]);
  });
});

import { problemsWith, problemWith, SAMPLE } from './sample';

const SERVERS = ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.net'];

function problemWithDomain(domain: object) {
  return problemWith({ domain: { ...SAMPLE.domain, ...domain } });
}

describe('delegations', () => {
  test('of a subdomain are fine', () => {
    expect(problemWithDomain({ delegations: { 'staging.acme.example': SERVERS } })).toBeUndefined();
  });

  test.each([
    ['staging', "Write 'staging.acme.example', if that is the environment's domain."],
    ['acme.example', 'Write'],
    ['notacme.example', 'Write'],
    ['_a.acme.example', 'Write the full domain of the other environment.'],
  ])('of %s are refused', (name, fix) => {
    const problem = problemWithDomain({ delegations: { [name]: SERVERS } });
    expect(problem?.allowed).toBe('a subdomain of acme.example');
    expect(problem?.fix).toMatch(fix);
  });

  test('of the name by which the CDN asks the load balancer is refused, where there is a CDN', () => {
    const domain = { ...SAMPLE.domain, delegations: { 'origin.acme.example': SERVERS } };
    expect(problemWith({ domain })).toMatchObject({
      subject: "domain.delegations['origin.acme.example']",
      allowed: expect.stringContaining('by this one the CDN asks the load balancer'),
    });
    expect(problemWith({ domain, edge: { cdn: false } })).toBeUndefined();
  });

  test('name servers are at least two hosts', () => {
    const delegations = { 'staging.acme.example': ['ns-1.awsdns-01.org.', 'ns 2'] };
    const problems = problemsWith({ ...SAMPLE, domain: { ...SAMPLE.domain, delegations } });
    expect(problems.map(({ subject }) => subject)).toEqual([
      "domain.delegations['staging.acme.example'][0]",
      "domain.delegations['staging.acme.example'][1]",
    ]);
    expect(problemWithDomain({ delegations: { 'staging.acme.example': SERVERS.slice(1) } })?.fix).toMatch(
      'List all name servers',
    );
  });

  test('are not compared with a domain that is itself wrong', () => {
    const problem = problemWithDomain({ name: 'acme', delegations: { 'staging.acme.example': SERVERS } });
    expect(problem?.subject).toBe('domain.name');
  });
});

describe('the zone', () => {
  test.each([[undefined], ['own'], [{ id: 'Z0123456789ABCDEFGHIJ' }]])('may be %j', (zone) =>
    expect(problemWithDomain({ zone })).toBeUndefined(),
  );

  test.each([
    ['other', 'domain.zone'],
    [{}, 'domain.zone.id'],
    [{ id: '/hostedzone/Z0123' }, 'domain.zone.id'],
  ])('must not be %j', (zone, subject) => expect(problemWithDomain({ zone })?.subject).toBe(subject));
});

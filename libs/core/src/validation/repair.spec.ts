import { repair } from './repair';

const SPEC = {
  app: 'acme',
  name: 'prod',
  aws: { account: '222222222222', region: 'nowhere' },
  domain: { name: 'acme.example', zone: {}, delegations: { 'a.acme.example': ['x', 'y'] } },
  alerts: { emails: ['a', 'b'], latencySeconds: 1 },
};

describe('repair', () => {
  test('takes optional values out', () => {
    expect(repair(SPEC, [['aws', 'region']])).toEqual({ ...SPEC, aws: { account: '222222222222' } });
  });

  test('takes a list out as a whole, once', () => {
    const paths = [
      ['alerts', 'emails', 0],
      ['alerts', 'emails', 1],
    ];
    expect(repair(SPEC, paths)).toEqual({ ...SPEC, alerts: { latencySeconds: 1 } });
  });

  test('takes out an object that lacks a required value', () => {
    const { zone: _, ...domain } = SPEC.domain;
    expect(repair(SPEC, [['domain', 'zone', 'id']])).toEqual({ ...SPEC, domain });
  });

  test('puts stand-ins for what is required', () => {
    expect(repair({ domain: 5 }, [['app'], ['name'], ['aws'], ['domain']])).toEqual({
      app: 'app',
      name: 'env',
      aws: { account: '000000000000' },
      domain: { name: 'domain.invalid' },
    });
  });

  test.each([null, 5, 'x', undefined])('makes a whole spec of %j', (spec) => {
    expect(repair(spec, [[]])).toHaveProperty('aws.account', '000000000000');
  });
});

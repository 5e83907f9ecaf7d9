import { physicalName } from './physical-name';

const acme = { app: 'acme', name: 'prod' };

describe('physicalName', () => {
  test.each([
    [[], 'acme-prod'],
    [['web', 'execution'], 'acme-prod-web-execution'],
  ])('with the parts %j is %s', (parts, name) => expect(physicalName('iam-role', acme, ...parts)).toBe(name));

  test('takes a name of the very length that AWS allows and no longer one', () => {
    const app = 'a'.repeat(27);
    expect(physicalName('load-balancer', { app, name: 'prod' })).toHaveLength(32);
    expect(() => physicalName('load-balancer', { app: `${app}a`, name: 'prod' })).toThrow(
      'has 33 characters, AWS allows 32',
    );
  });
});

import { longestNames, overlongNames } from './longest-names';

const environment = {
  app: 'acme',
  name: 'prod',
  aws: { account: '222222222222', region: 'ap-northeast-1' },
  services: { web: {} },
};

describe('names of an environment', () => {
  test('are those that the constructs make', () => {
    expect(longestNames(environment).map(({ resource, name }) => `${resource} ${name}`)).toEqual([
      'load-balancer acme-prod',
      'db-instance acme-prod-database',
      'bucket acme-prod-access-logs-222222222222',
      'iam-role acme-prod-database-monitoring',
      'iam-role acme-prod-web-execution',
      'task-family acme-prod-web-template',
      'bucket acme-tfstate-222222222222-ap-northeast-1',
    ]);
  });

  test('fit', () => expect(overlongNames(environment)).toEqual([]));

  test('do not fit when app and name are both as long as they may be: the load balancer is the tightest', () => {
    const long = { ...environment, app: 'a'.repeat(20), name: 'b'.repeat(12) };
    expect(overlongNames(long).map(({ resource, limit }) => [resource, limit])).toEqual([
      ['load-balancer', 32],
    ]);
  });
});

import {
  clusterName,
  logGroupName,
  parameterName,
  parameterPath,
  taskFamily,
  templateFamily,
} from './service-names';

const STAGING = { app: 'acme', name: 'staging' };

it.each([
  ['cluster', clusterName(STAGING), 'acme-staging'],
  ['family of releases', taskFamily(STAGING, 'web'), 'acme-staging-web'],
  ['family of the template', templateFamily(STAGING, 'web'), 'acme-staging-web-template'],
  ['path of secrets', parameterPath(STAGING, 'web'), '/acme/staging/web'],
  ['secret', parameterName(STAGING, 'web', 'API_KEY'), '/acme/staging/web/API_KEY'],
  ['log group', logGroupName(STAGING, 'web'), '/ecs/staging/web'],
])('the %s is named as AWS already has it', (_, name, expected) => {
  expect(name).toBe(expected);
});

it('a name that AWS would refuse is refused here', () => {
  expect(() => clusterName({ app: 'a'.repeat(250), name: 'staging' })).toThrow('AWS allows 255');
});

import { parseSecretName, secretVersionArn, secretVersionName } from './secret-version';

const ID = { app: 'acme', name: 'prod' };

it('is a name of its own below the service’s path', () => {
  expect(secretVersionName(ID, 'web', 'STRIPE_KEY', 3)).toBe('/acme/prod/web/STRIPE_KEY/v3');
  const environment = { ...ID, aws: { account: '111111111111', region: 'eu-west-1' } };
  expect(secretVersionArn(environment, 'web', 'STRIPE_KEY', 3)).toBe(
    'arn:aws:ssm:eu-west-1:111111111111:parameter/acme/prod/web/STRIPE_KEY/v3',
  );
});

it.each([
  ['/acme/prod/web/STRIPE_KEY', { variable: 'STRIPE_KEY' }],
  ['/acme/prod/web/STRIPE_KEY/v3', { variable: 'STRIPE_KEY', version: 3 }],
  ['/acme/prod/web/STRIPE_KEY/v0', undefined],
  ['/acme/prod/web/STRIPE_KEY/v03', undefined],
  ['/acme/prod/web/STRIPE_KEY/old/v3', undefined],
  ['/acme/prod/web2/STRIPE_KEY', undefined],
  ['/acme/prod/web/', undefined],
])('%s is read as %j', (name, read) => expect(parseSecretName(ID, 'web', name)).toEqual(read));

import { problemWith } from './sample';

function problemWithVariable(name: string, value: string) {
  return problemWith({ services: { web: { environment: { [name]: value } } } });
}

describe('environment variables', () => {
  test.each([
    ['LOG_LEVEL', 'info'],
    ['_x1', ''],
    ['SITE', 'https://acme.example:443/'],
  ])('%s=%s is fine', (name, value) => expect(problemWithVariable(name, value)).toBeUndefined());

  test.each([['1X'], ['LOG-LEVEL'], ['a b'], ['']])('%j is no name', (name) =>
    expect(problemWithVariable(name, 'x')?.fix).toBe('Rename it.'),
  );

  test('PORT follows the port', () => {
    expect(problemWithVariable('PORT', '3000')).toMatchObject({
      subject: 'services.web.environment.PORT',
      fix: 'Set services.web.port instead: PORT follows it.',
    });
  });

  test('a secret is refused with the way to keep it', () => {
    expect(problemWithVariable('STRIPE_API_KEY', 'sk_live_1')).toMatchObject({
      subject: 'services.web.environment.STRIPE_API_KEY',
      got: 'a text, not shown here because its name says secret',
      fix: expect.stringContaining('keep it with `slipway config set <env> STRIPE_API_KEY`'),
    });
  });
});

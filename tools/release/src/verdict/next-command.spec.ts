import { classify } from './classify';
import { nextCommand } from './next-command';

describe('what to do next', () => {
  it('a missing secret is set by its name', () => {
    const failure = classify('web', {
      id: 't1',
      deployment: 'ecs-svc/2',
      taskDefinition: 'web:7',
      lastStatus: 'STOPPED',
      wasHealthy: false,
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'ResourceInitializationError: invalid ssm parameters: /acme/staging/web/STRIPE_KEY',
    });

    expect(failure && nextCommand('staging', failure)).toBe('npx slipway config set staging STRIPE_KEY');
  });

  it.each([
    ['exit-before-healthy', 'npx slipway logs prod --since 10m'],
    ['secret-missing', 'npx slipway config list prod'],
    ['orphaned', 'npx slipway status prod'],
    ['image-not-pulled', 'npx slipway releases prod'],
    ['timeout', 'npx slipway status prod'],
    ['assets', 'npx slipway status prod'],
  ] as const)('%s: %s', (kind, command) => {
    expect(nextCommand('prod', { kind, words: 'It is so.' })).toBe(command);
  });
});

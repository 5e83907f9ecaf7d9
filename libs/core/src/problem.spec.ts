import { EnvironmentError, type Problem } from './problem';

const cpu: Problem = {
  subject: 'services.web.cpu',
  got: "'3 vCPU'",
  allowed: "'2 vCPU'",
  fix: 'Choose one.',
};

describe('EnvironmentError', () => {
  test('is one readable block for each problem', () => {
    const error = new EnvironmentError('Environment prod', [
      cpu,
      { ...cpu, subject: 'x', source: 'https://a.example' },
    ]);
    expect(error.message).toBe(
      [
        'Environment prod: 2 problems in the configuration. Nothing was changed.',
        '',
        '  services.web.cpu',
        "    got      '3 vCPU'",
        "    allowed  '2 vCPU'",
        '    do       Choose one.',
        '',
        '  x',
        "    got      '3 vCPU'",
        "    allowed  '2 vCPU'",
        '    do       Choose one.',
        '    see      https://a.example',
      ].join('\n'),
    );
  });

  test('can be told by its name, also across bundles', () => {
    expect(new EnvironmentError('x', [cpu])).toMatchObject({ name: 'EnvironmentError', problems: [cpu] });
    expect(new EnvironmentError('x', [cpu]).message).toMatch(/^x: 1 problem in/);
  });
});

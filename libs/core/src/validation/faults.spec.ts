import { problemsWith, problemWith, SAMPLE } from './sample';

describe('keys', () => {
  test('one that does not exist is told with the one that was meant', () => {
    expect(problemWith({ services: { web: { memroy: '1 GB' } } })).toEqual({
      subject: 'services.web.memroy',
      got: 'a text',
      allowed:
        'one of: app, cpu, memory, port, command, release, migrate, environment, secrets, healthCheck, startSeconds, drainSeconds, stopSeconds, scaling, architecture, writableRoot',
      fix: 'Did you mean `memory`?',
    });
    expect(problemWith({ replicas: 3 })).toMatchObject({
      subject: 'replicas',
      fix: 'Remove it: there is no such setting.',
    });
  });

  test('one at any depth, also inside of a choice between types', () => {
    expect(problemWith({ database: { password: 'hunter2' } })?.subject).toBe('database.password');
    expect(problemWith({ domain: { ...SAMPLE.domain, zone: { id: 'Z123', name: 'x' } } })?.subject).toBe(
      'domain.zone.name',
    );
  });

  test('several in one object are several problems', () => {
    const problems = problemsWith({ ...SAMPLE, edge: { cdnn: true, waf: true } });
    expect(problems.map(({ subject }) => subject)).toEqual(['edge.cdnn', 'edge.waf']);
  });

  test.each([
    ['app', { ...SAMPLE, app: undefined }],
    ['aws', { ...SAMPLE, aws: undefined }],
    ['domain.name', { ...SAMPLE, domain: {} }],
  ])('a missing %s is told', (subject, spec) => {
    expect(problemsWith(spec)).toMatchObject([
      { subject, got: 'nothing', fix: 'Add it: it has no default.' },
    ]);
  });
});

describe('types', () => {
  test.each([
    [{ bastion: 'true' }, 'true or false', 'Write it without quotes: true.'],
    [
      { services: { web: { port: '3000' } } },
      'a whole number from 1024 to 65535',
      'Write it without quotes: 3000.',
    ],
    [
      { services: { web: { cpu: 0.5 } } },
      "'0.25 vCPU', '0.5 vCPU'",
      'Write it as text in quotes, in that form.',
    ],
    [{ alerts: [] }, 'an object with emails, latencySeconds', 'Write what is allowed here.'],
    [{ database: true }, 'an object with settings, or false for none', 'Write what is allowed here.'],
    [{ network: { zones: 4 } }, "2, 3, or the zones' letters", 'Write what is allowed here.'],
    [{ tier: 'prod' }, "'production', 'staging' or 'disposable'", "Did you mean 'production'?"],
    [{ logs: { retentionDays: 360 } }, '30, 60, 90', 'Did you mean 365?'],
    [{ edge: { originSecret: 'c' } }, "'a' or 'b'", 'Choose one of these.'],
  ])('%j: %s; %s', (changes, allowed, fix) => {
    expect(problemWith(changes)).toMatchObject({ allowed: expect.stringContaining(allowed), fix });
  });

  test.each([[null], [undefined], ['prod'], [[]]])('a spec that is %j is one problem', (spec) => {
    expect(problemsWith(spec)).toMatchObject([{ subject: 'the environment' }]);
  });
});

describe('secrets in the wrong place', () => {
  test.each([
    [{ database: { password: 'hunter2' } }],
    [{ services: { web: { environment: { KEY: { value: 'hunter2' } } } } }],
    [{ services: { web: { environment: 'hunter2' } } }],
    [{ services: { web: { environment: { DB_PASSWORD: 'hunter2' } } } }],
    [{ services: { web: { environment: { DB: 'postgres://app:hunter2@db' } } } }],
    [{ services: [{ environment: { A: 'hunter2' } }] }],
  ])('%j does not show them', (changes) => {
    expect(JSON.stringify(problemWith(changes))).not.toMatch('hunter2');
  });
});

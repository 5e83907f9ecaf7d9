import { defineEnvironment } from '../define-environment';
import { problemsWith, problemWith, SAMPLE } from './sample';

function problemWithWeb(web: { readonly [key: string]: unknown }) {
  return problemWith({ services: { web } });
}

const MIGRATE = ['node', 'migrate.js'];

describe('the release command', () => {
  test('and the secrets reach the environment as they were written', () => {
    const { services } = defineEnvironment({
      ...SAMPLE,
      services: { web: { release: MIGRATE, secrets: ['SESSION_KEY'] } },
    });
    expect(services.web).toMatchObject({
      release: MIGRATE,
      migrate: 'release-phase',
      secrets: ['SESSION_KEY'],
    });
  });

  test('belongs to web', () => {
    const problems = problemsWith({ ...SAMPLE, services: { web: {}, worker: { release: MIGRATE } } });
    expect(problems).toContainEqual(
      expect.objectContaining({
        subject: 'services.worker.release',
        fix: 'Move it to services.web.release, or leave it out.',
      }),
    );
  });

  test('does not go with migrations at the start of each container', () => {
    expect(problemWithWeb({ release: MIGRATE, migrate: 'on-start' })?.subject).toBe('services.web.release');
    expect(problemWithWeb({ release: MIGRATE, migrate: 'release-phase' })).toBeUndefined();
    expect(problemWithWeb({ migrate: 'on-start' })).toBeUndefined();
  });

  test('is not held against a mode that is unreadable', () => {
    expect(problemWithWeb({ release: MIGRATE, migrate: 'onstart' })).toMatchObject({
      subject: 'services.web.migrate',
      fix: "Did you mean 'on-start'?",
    });
  });

  test.each([
    [{ release: [] }, 'Leave it out if a release has nothing to run first'],
    [{ release: 'node migrate.js' }, ''],
  ])('%j is none', (web, fix) => {
    expect(problemWithWeb(web)).toMatchObject({
      subject: 'services.web.release',
      allowed: "a list of words such as ['node', 'migrate.js']",
      fix: expect.stringContaining(fix),
    });
  });
});

describe('required secrets', () => {
  test.each([
    [['PORT'], 'services.web.secrets[0]', 'Set services.web.port instead'],
    [['DATABASE_PASSWORD'], 'services.web.secrets[0]', 'It comes from RDS'],
    [['SESSION_KEY', 'RELEASE_KEY'], 'services.web.secrets[1]', 'without RELEASE_'],
    [['SESSION_KEY', 'SESSION_KEY'], 'services.web.secrets[1]', 'Remove one of the two.'],
    [['session-key'], 'services.web.secrets[0]', "Write the variable's name only."],
  ])('%j', (secrets, subject, fix) => {
    expect(problemWithWeb({ secrets })).toMatchObject({ subject, fix: expect.stringContaining(fix) });
  });

  test('are not plain variables as well', () => {
    expect(problemWithWeb({ secrets: ['GREETING'], environment: { GREETING: 'hello' } })?.subject).toBe(
      'services.web.secrets[0]',
    );
  });

  test('are told without repeating what may be a value', () => {
    const problem = problemWithWeb({ secrets: ['hunter2!'] });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });
});

test('all of it is told at once', () => {
  const web = {
    release: MIGRATE,
    migrate: 'on-start',
    secrets: ['PORT', 'a b'],
    environment: { MIGRATE: 'on' },
  };
  expect(problemsWith({ ...SAMPLE, services: { web } }).map(({ subject }) => subject)).toEqual([
    'services.web.release',
    'services.web.secrets[0]',
    'services.web.secrets[1]',
    'services.web.environment.MIGRATE',
  ]);
});

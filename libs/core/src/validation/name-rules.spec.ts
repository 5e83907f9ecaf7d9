import { problemsWith, problemWith, SAMPLE } from './sample';

const LONG = { app: 'a'.repeat(20), name: 'b'.repeat(12) };

describe('app and name together', () => {
  test('must leave room for what is made of them', () => {
    expect(problemWith(LONG)).toMatchObject({
      subject: 'app and name',
      got: `'${LONG.app}' and '${LONG.name}'`,
      allowed: `characters in the names that AWS gets: 32 for the load-balancer '${LONG.app}-${LONG.name}' (33)`,
      fix: 'Shorten app or name by 1.',
    });
    expect(problemWith({ ...LONG, app: 'a'.repeat(19) })).toBeUndefined();
  });

  test('are not added up while one of them is wrong by itself', () => {
    const problems = problemsWith({ ...SAMPLE, ...LONG, name: 'b'.repeat(13) });
    expect(problems.map(({ subject }) => subject)).toEqual(['name']);
  });
});

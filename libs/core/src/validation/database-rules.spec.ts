import { REGION_NAMES } from '../regions';
import { problemWith } from './sample';

describe('storage', () => {
  test.each([
    [{ storage: '100 GB', maxStorage: '110 GB' }],
    [{ storage: '64 TB' }],
    [{ storage: '64 TB', maxStorage: '64 TB' }],
    [{ maxStorage: '22 GB' }],
  ])('%j is fine', (database) => expect(problemWith({ database })).toBeUndefined());

  test.each([
    [{ storage: '100 GB', maxStorage: '100 GB' }, "Set it to '110 GB' or more"],
    [{ storage: '100 GB', maxStorage: '50 GB' }, "Set it to '110 GB' or more"],
    [{ maxStorage: '21 GB' }, "Set it to '22 GB' or more"],
    [{ storage: '60 TB', maxStorage: '61 TB' }, "Set it to '64 TB', and storage as well"],
  ])('%j leaves no room to grow', (database, fix) => {
    const problem = problemWith({ database });
    expect(problem?.subject).toBe('database.maxStorage');
    expect(problem?.fix).toMatch(fix);
  });

  test('is not compared while one of the two is unreadable', () => {
    expect(problemWith({ database: { storage: '500', maxStorage: '30 GB' } })?.subject).toBe(
      'database.storage',
    );
  });
});

describe('protection', () => {
  test.each([
    ['production', false, 'Leave it out. To be rid of a production database'],
    ['disposable', true, "Leave it out, or make the tier 'staging'"],
  ])('in %s it must not be %s', (tier, deletionProtection, fix) => {
    const problem = problemWith({ tier, database: { deletionProtection } });
    expect(problem?.subject).toBe('database.deletionProtection');
    expect(problem?.fix).toMatch(fix);
  });

  test.each([true, false])('in staging it may be %s', (deletionProtection) =>
    expect(problemWith({ database: { deletionProtection } })).toBeUndefined(),
  );
});

describe('backups', () => {
  test('are kept a week in production', () => {
    expect(problemWith({ tier: 'production', database: { backupDays: 6 } })).toMatchObject({
      subject: 'database.backupDays',
      allowed: '7 to 35 in production',
    });
    expect(problemWith({ tier: 'production', database: { backupDays: 7 } })).toBeUndefined();
    expect(problemWith({ database: { backupDays: 1 } })).toBeUndefined();
  });
});

describe('single values', () => {
  test.each([
    [{ size: 't4g.micro' }, 'database.size'],
    [{ size: 'db.t4g' }, 'database.size'],
    [{ size: 'db.t4g.nano' }, 'database.size'],
    [{ storage: '10 GB' }, 'database.storage'],
    [{ storage: '65 TB' }, 'database.storage'],
    [{ version: '17.2' }, 'database.version'],
    [{ backupDays: 0 }, 'database.backupDays'],
    [{ backupDays: 36 }, 'database.backupDays'],
  ])('%j is refused', (database, subject) => expect(problemWith({ database })?.subject).toBe(subject));

  test.each(['db.t4g.micro', 'db.m7g.large', 'db.r6gd.16xlarge', 'db.x2iedn.xlarge'])(
    '%s is a size',
    (size) => expect(problemWith({ database: { size } })).toBeUndefined(),
  );
});

describe('what no table has', () => {
  test.each([
    [{ size: 'db.m10g.large' }],
    [{ version: '19' }],
    [{ version: '17.2' }],
    [{ size: 'db.r8gd.large', version: '19.1' }],
  ])('%j is taken by a word', (database) => {
    expect(problemWith({ database: { ...database, unlisted: true } })).toBeUndefined();
  });

  test('what one region lacks, another has', () => {
    const database = { size: 'db.m7g.large' };
    const aws = { account: '222222222222', region: 'ca-west-1' };
    expect(problemWith({ aws, database })).toMatchObject({
      subject: 'database.size',
      got: "'db.m7g.large' in ca-west-1",
      fix: expect.stringContaining('unlisted: true'),
    });
    expect(problemWith({ aws: { ...aws, region: 'ca-central-1' }, database })).toBeUndefined();
  });

  test('the default size is in every region', () => {
    for (const name of REGION_NAMES) {
      expect(problemWith({ aws: { account: '222222222222', region: name } })).toBeUndefined();
    }
  });
});

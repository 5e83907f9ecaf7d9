import { reservedVariable } from './reserved-variable';

describe('a name for a variable', () => {
  test.each([
    ['PORT', 'Set services.worker.port instead'],
    ['MIGRATE', 'Set services.worker.migrate instead'],
    ['RELEASE_VERSION', 'without RELEASE_'],
  ])('%s is taken', (name, fix) => expect(reservedVariable(name, 'worker', false)).toContain(fix));

  test.each(['PORTS', 'RELEASE', 'OLD_RELEASE_KEY', 'DATABASE_URL', 'DATABASE_POOL_SIZE'])(
    '%s is free',
    (name) => expect(reservedVariable(name, 'worker', true)).toBeUndefined(),
  );

  test.each([
    'DATABASE_HOST',
    'DATABASE_PORT',
    'DATABASE_NAME',
    'DATABASE_USER',
    'DATABASE_PASSWORD',
    'DATABASE_SECRET_ARN',
  ])('%s is the database’s, if there is one', (name) => {
    expect(reservedVariable(name, 'worker', true)).toContain('comes from RDS');
    expect(reservedVariable(name, 'worker', false)).toBeUndefined();
  });
});

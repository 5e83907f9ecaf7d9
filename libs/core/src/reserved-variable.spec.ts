import { reservedVariable } from './reserved-variable';

describe('a name for a variable', () => {
  test.each([
    ['PORT', 'Set services.worker.port instead'],
    ['MIGRATE', 'Set services.worker.migrate instead'],
    ['RELEASE_VERSION', 'without RELEASE_'],
  ])('%s is taken', (name, fix) => expect(reservedVariable(name, 'worker')).toContain(fix));

  test.each(['PORTS', 'RELEASE', 'OLD_RELEASE_KEY', 'DATABASE_URL'])('%s is free', (name) =>
    expect(reservedVariable(name, 'worker')).toBeUndefined(),
  );
});

import { POSTGRES_VERSIONS_ALLOWED, postgresVersionFix } from './postgres-version';

describe('Postgres versions', () => {
  test.each(['14', '15', '16', '17', '18', '14.20', '17.7', '17.12', '18.1'])('%s is accepted', (version) =>
    expect(postgresVersionFix(version)).toBeUndefined(),
  );

  test.each(['13', '13.22', '19', '9.6', '17.', '17.7.1', 'latest', '', 'v17'])(
    '%j is not on offer',
    (version) => expect(postgresVersionFix(version)).toMatch("Use '17'"),
  );

  test.each([
    ['14.19', '14.20'],
    ['16.3', '16.11'],
    ['17.6', '17.7'],
  ])('%s is below the floor of %s', (version, floor) =>
    expect(postgresVersionFix(version)).toMatch(`'${floor}' and later`),
  );

  test('the floors are told', () =>
    expect(POSTGRES_VERSIONS_ALLOWED).toMatch('from 14.20, 15.15, 16.11, 17.7'));
});

import { preloadedLibraries } from './parameters';

it.each([
  [undefined, 'pg_stat_statements'],
  ['pg_stat_statements,auto_explain', 'pg_stat_statements,auto_explain'],
  ['pgaudit, pg_cron , auto_explain', 'auto_explain'],
  ["auto_explain,'; touch x", 'auto_explain'],
  ['', ''],
])('of shared_preload_libraries %j those are loaded that are there: %s', (asked, loaded) => {
  expect(preloadedLibraries(asked === undefined ? {} : { shared_preload_libraries: asked })).toBe(loaded);
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extensionsForMaster, trustExtensions } from './extensions';

const CONTROLS = {
  pg_stat_statements: "default_version = '1.11'\n",
  dblink: "default_version = '1.2'",
  hstore: "default_version = '1.8'\ntrusted = true\n",
  file_fdw: "default_version = '1.0'\n",
  plpython3u: "default_version = '1.0'\n",
  hstore_plperlu: "default_version = '1.0'\n",
};

let folder: string;
const control = (name: string) => join(folder, 'share/postgresql/extension', `${name}.control`);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-extensions-'));
  mkdirSync(join(folder, 'share/postgresql/extension'), { recursive: true });
  for (const [name, text] of Object.entries(CONTROLS)) writeFileSync(control(name), text);
});
afterEach(() => rmSync(folder, { recursive: true }));

it('those that RDS has become trusted, each once, and the rest stays as it is', async () => {
  await trustExtensions(folder);
  await trustExtensions(folder);

  const trusted = (name: string) =>
    readFileSync(control(name), 'utf8').match(/^trusted = true$/gm)?.length ?? 0;
  expect(Object.keys(CONTROLS).map((name) => [name, trusted(name)])).toEqual([
    ['pg_stat_statements', 1],
    ['dblink', 1],
    ['hstore', 1],
    ['file_fdw', 0],
    ['plpython3u', 0],
    ['hstore_plperlu', 0],
  ]);
  expect(await extensionsForMaster(folder)).toEqual(['dblink', 'pg_stat_statements']);
});

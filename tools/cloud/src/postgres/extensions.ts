import { existsSync, readdirSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What comes with Postgres and RDS does not have: languages that reach the machine, and files of it.
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-extensions.html
 */
const NOT_ON_RDS = /^(?:.*plperlu|.*plpython3u|pltclu|file_fdw|pg_surgery)$/;

const CONTROL = '.control';
const MARK = '# as RDS has it';

/**
 * Marks the extensions that RDS has as ones that others than a superuser may create; on RDS its own rdsutils does that.
 * Who may is decided by `extensionTrigger`.
 *
 * @param folder of Postgres
 */
export async function trustExtensions(folder: string): Promise<void> {
  for (const { name, file } of controlFiles(folder)) {
    if (NOT_ON_RDS.test(name)) continue;
    const said = await readFile(file, 'utf8');
    if (!/^\s*trusted\s*=/m.test(said)) await appendFile(file, `\n${MARK}\ntrusted = true\n`);
  }
}

/** Extensions that Postgres itself lets nobody but a superuser create, and RDS its master user. */
export async function extensionsForMaster(folder: string): Promise<readonly string[]> {
  const marked = await Promise.all(
    controlFiles(folder).map(async ({ name, file }) =>
      (await readFile(file, 'utf8')).includes(MARK) ? [name] : [],
    ),
  );
  return marked.flat().sort();
}

function controlFiles(folder: string): readonly { readonly name: string; readonly file: string }[] {
  const extensions = join(folder, 'share', 'postgresql', 'extension');
  if (!existsSync(extensions)) return [];
  return readdirSync(extensions)
    .filter((file) => file.endsWith(CONTROL))
    .map((file) => ({ name: file.slice(0, -CONTROL.length), file: join(extensions, file) }));
}

/**
 * A trigger of a database that refuses these extensions to all but members of `rds_superuser`, in the words of Postgres.
 *
 * @param names as `extensionsForMaster` has them
 */
export function extensionTrigger(names: readonly string[]): string {
  const list = names.map((name) => `'${name}'`).join(', ');
  return `
    create function pg_catalog.rds_check_extension() returns event_trigger language plpgsql as $$
    declare created record;
    begin
      for created in select * from pg_event_trigger_ddl_commands() where object_type = 'extension' loop
        if trim(both '"' from created.object_identity) = any (array[${list}]::text[])
          and not pg_has_role(current_user, 'rds_superuser', 'member')
          and not (select rolsuper from pg_roles where rolname = current_user) then
          raise insufficient_privilege using
            message = format('permission denied to create extension "%s"', created.object_identity),
            hint = 'Must have rds_superuser to create this extension.';
        end if;
      end loop;
    end $$;
    create event trigger rds_check_extension on ddl_command_end when tag in ('CREATE EXTENSION')
      execute function pg_catalog.rds_check_extension();`;
}

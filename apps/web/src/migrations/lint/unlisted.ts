import type { Migration } from '../migration';

/** Files that look like migrations and are in no list: nothing applies them, and nothing would say so. */
export function unlistedFiles(
  files: readonly string[],
  migrations: readonly Pick<Migration, 'name'>[],
): readonly string[] {
  const listed = new Set(migrations.map(({ name }) => name));
  return files
    .flatMap((file) => /^(\d{4,}.*)\.[cm]?[jt]s$/.exec(file)?.[1] ?? [])
    .filter((name) => !/\.(?:spec|test|d)$/.test(name) && !listed.has(name))
    .sort();
}

export function unlistedLines(names: readonly string[]): string[] {
  return names.map((name) => `${name}  is never applied: index.ts does not list it`);
}

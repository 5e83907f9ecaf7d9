import type { Migration } from './release-record';

/**
 * The migrations that a release command says it applied, in its order: lines of its output such as
 * `{"migration":"20261101_users","destructive":["drops column \"users.email\""]}`. All other lines are plain output.
 */
export function parseMigrations(lines: readonly string[]): readonly Migration[] {
  return lines.flatMap((line) => parseLine(line) ?? []);
}

function parseLine(line: string): Migration | undefined {
  if (!line.trimStart().startsWith('{')) return undefined;
  try {
    const { migration, destructive = [] } = JSON.parse(line) as {
      migration?: unknown;
      destructive?: unknown;
    };
    if (typeof migration !== 'string' || !Array.isArray(destructive)) return undefined;
    return { name: migration, destructive: destructive.filter((words) => typeof words === 'string') };
  } catch {
    return undefined;
  }
}

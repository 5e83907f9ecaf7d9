import { loadModule, parseSync, SqlError, type Node, type ParseResult } from 'libpg-query';
import { READERS } from './read-statement';
import { Steps } from './steps';

/** Their bodies run later, and then somewhere else. */
const NOT_RUN: readonly string[] = ['CreateFunctionStmt', 'RuleStmt'];

/**
 * What a migration takes from the release before, which runs on during the roll and comes back with a rollback: what is
 * gone or has another name, and what refuses what it writes. Read by Postgres' own parser from what is sent, in order; a
 * thing that the migration itself has made is nobody's loss.
 *
 * @param statements SQL as Postgres gets it, each text with one statement or more
 * @returns a phrase each, such as `drops column entries.email`
 * @throws Error when the parser is not there: its WebAssembly lies beside it
 * @see https://github.com/pganalyze/libpg_query
 */
export async function destructiveSteps(statements: readonly string[]): Promise<string[]> {
  await loadModule();
  const steps = new Steps();
  for (const statement of statements) {
    const parsed = parsedOrNot(statement);
    if (!parsed) steps.add('runs a statement that cannot be read');
    for (const { stmt } of parsed?.stmts ?? []) if (stmt) visit(stmt, steps);
  }
  return steps.words;
}

function parsedOrNot(statement: string): ParseResult | undefined {
  try {
    return parseSync(statement);
  } catch (error) {
    if (error instanceof SqlError) return undefined;
    throw error;
  }
}

/** Statements are within statements, too: `with gone as (delete from …) …`. */
function visit(node: object, steps: Steps): void {
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (typeof value !== 'object' || value === null) continue;
    read(key, value as Node, steps);
    if (!NOT_RUN.includes(key)) visit(value, steps);
  }
}

function read(type: string, node: Node, steps: Steps): void {
  const reader = READERS[type as keyof typeof READERS] as ((node: unknown, steps: Steps) => void) | undefined;
  reader?.(node, steps);
}

import type { Migration } from './migration';

/** What takes something away that the app of the release before may use, or refuses what it may write. */
const DESTRUCTIVE =
  /\.(?:dropTable|dropTableIfExists|renameTable|dropColumns?|renameColumn|dropSchema|dropView|alter|dropNullable|truncate)\(|\b(?:drop\s+(?:table|column|schema|view)|rename\s+(?:to|column)|set\s+not\s+null|truncate\s)/gi;

/** The destructive steps in a migration's source, each as it is written there. */
export function destructiveSteps({ up }: Pick<Migration, 'up'>): string[] {
  return up.toString().match(DESTRUCTIVE) ?? [];
}

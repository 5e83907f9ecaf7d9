import type { AlterObjectSchemaStmt, DropStmt, ObjectType, RangeVar, RenameStmt } from 'libpg-query';
import { nameOf, partsOf, tableOf } from './names';
import type { Steps } from './steps';

/** Without these the release before is slower at worst. */
const HARMLESS: readonly (ObjectType | undefined)[] = [
  'OBJECT_INDEX',
  'OBJECT_STATISTIC_EXT',
  'OBJECT_TABCONSTRAINT',
  'OBJECT_DOMCONSTRAINT',
];
/** Their names are those of what they belong to, and then their own. */
const BELONGING: readonly (ObjectType | undefined)[] = ['OBJECT_TRIGGER', 'OBJECT_RULE', 'OBJECT_POLICY'];

export function readDrop({ removeType, objects = [] }: DropStmt, steps: Steps): void {
  if (HARMLESS.includes(removeType)) return;
  for (const object of objects) {
    const parts = partsOf(object);
    const thing = BELONGING.includes(removeType)
      ? belonging(removeType, nameOf(...parts.slice(0, -1)), nameOf(parts.at(-1)))
      : `${kindOf(removeType)} ${nameOf(...parts)}`;
    if (!steps.isNew(thing)) steps.add(`drops ${thing}`);
  }
}

export function readRename(statement: RenameStmt, steps: Steps): void {
  const { renameType, relation, object, subname, newname } = statement;
  if (HARMLESS.includes(renameType) || BELONGING.includes(renameType)) return;
  const isPart = renameType === 'OBJECT_COLUMN' || renameType === 'OBJECT_ATTRIBUTE';
  if (isPart) {
    const column = `${tableOf(relation)}.${nameOf(subname)}`;
    if (steps.isNew(`table ${tableOf(relation)}`) || steps.isNew(`column ${column}`))
      steps.make(`column ${tableOf(relation)}.${nameOf(newname)}`);
    else steps.add(`renames column ${column} to ${nameOf(newname)}`);
    return;
  }
  const name = relation ? tableOf(relation) : object ? nameOf(...partsOf(object)) : nameOf(subname);
  const kind = kindOf(renameType);
  if (steps.isNew(`${kind} ${name}`)) steps.make(`${kind} ${nameOf(relation?.schemaname, newname)}`);
  else steps.add(`renames ${kind} ${name} to ${nameOf(newname)}`);
}

export function readMove(
  { objectType, relation, object, newschema }: AlterObjectSchemaStmt,
  steps: Steps,
): void {
  const thing = `${kindOf(objectType)} ${relation ? tableOf(relation) : nameOf(...partsOf(object))}`;
  if (!steps.isNew(thing)) steps.add(`moves ${thing} to schema ${nameOf(newschema)}`);
}

/** Tables are no exception here: what was dropped with them does not come back. */
export function made(type: ObjectType | undefined, name: string, steps: Steps): void {
  const thing = `${kindOf(type)} ${name}`;
  steps.make(thing);
  if (type !== 'OBJECT_TABLE') steps.replace(`drops ${thing}`, `replaces ${thing}`);
}

export function own(relation: RangeVar | undefined, name: string | undefined): string {
  return `${nameOf(name)} of ${tableOf(relation)}`;
}

function belonging(type: ObjectType | undefined, table: string, name: string): string {
  return `${kindOf(type)} ${name} of ${table}`;
}

/** `OBJECT_FOREIGN_TABLE` → `foreign table` */
function kindOf(type: ObjectType | undefined): string {
  if (type === 'OBJECT_MATVIEW') return 'materialized view';
  return (type ?? 'OBJECT_OBJECT').slice('OBJECT_'.length).toLowerCase().replaceAll('_', ' ');
}

import type { CreateFunctionStmt, Node, RangeVar } from 'libpg-query';
import { readAlterTable } from './alter-table';
import { nameOf, objectName, tableOf } from './names';
import { made, own, readDrop, readMove, readRename } from './objects';
import type { Steps } from './steps';

type NodeType = Node extends infer Each ? (Each extends unknown ? keyof Each : never) : never;
type NodeOf<T extends NodeType> = Extract<Node, { [K in T]: unknown }>[T];
type Readers = { readonly [T in NodeType]?: (node: NodeOf<T>, steps: Steps) => void };

/** What each kind of statement means for the release before. What is not here takes nothing from it. */
export const READERS: Readers = {
  AlterTableStmt: readAlterTable,
  DropStmt: readDrop,
  RenameStmt: readRename,
  AlterObjectSchemaStmt: readMove,
  AlterEnumStmt: ({ typeName, oldVal, newVal }, steps) => {
    if (oldVal) steps.add(`renames value ${oldVal} of type ${objectName(typeName)} to ${newVal}`);
  },
  AlterDomainStmt: ({ subtype, typeName }, steps) => {
    if (subtype === 'O') steps.add(`sets domain ${objectName(typeName)} not null`);
  },
  TruncateStmt: ({ relations = [] }, steps) => {
    for (const node of relations) if ('RangeVar' in node) ofOldTable('empties table', node.RangeVar, steps);
  },
  DeleteStmt: ({ relation, whereClause }, steps) => {
    if (!whereClause) ofOldTable('deletes every row of', relation, steps);
  },
  UpdateStmt: ({ relation, targetList = [], whereClause }, steps) => {
    const table = tableOf(relation);
    if (whereClause || steps.isNew(`table ${table}`)) return;
    for (const node of targetList) {
      const column = 'ResTarget' in node && `${table}.${nameOf(node.ResTarget.name)}`;
      if (column && !steps.isNew(`column ${column}`)) steps.add(`overwrites ${column} in every row`);
    }
  },
  DropOwnedStmt: (_, steps) => steps.add('drops all that a role owns'),
  DropRoleStmt: (_, steps) => steps.add('drops a role'),
  GrantStmt: ({ is_grant }, steps) => {
    if (!is_grant) steps.add('revokes privileges');
  },
  DoStmt: (_, steps) => steps.add('runs code that cannot be read'),
  CallStmt: ({ funccall }, steps) =>
    steps.add(`calls ${objectName(funccall?.funcname)}, which cannot be read`),

  CreateStmt: ({ relation, if_not_exists }, steps) => {
    if (!if_not_exists) steps.make(`table ${tableOf(relation)}`);
  },
  CreateTableAsStmt: ({ into, objtype, if_not_exists }, steps) => {
    if (!if_not_exists) made(objtype, tableOf(into?.rel), steps);
  },
  SelectStmt: ({ intoClause }, steps) => {
    if (intoClause) steps.make(`table ${tableOf(intoClause.rel)}`);
  },
  ViewStmt: ({ view, replace }, steps) => {
    if (!replace) made('OBJECT_VIEW', tableOf(view), steps);
  },
  CreateSchemaStmt: ({ schemaname }, steps) => made('OBJECT_SCHEMA', nameOf(schemaname), steps),
  CreateSeqStmt: ({ sequence }, steps) => made('OBJECT_SEQUENCE', tableOf(sequence), steps),
  CreateEnumStmt: ({ typeName }, steps) => made('OBJECT_TYPE', objectName(typeName), steps),
  CompositeTypeStmt: ({ typevar }, steps) => made('OBJECT_TYPE', tableOf(typevar), steps),
  CreateDomainStmt: ({ domainname }, steps) => made('OBJECT_DOMAIN', objectName(domainname), steps),
  CreateFunctionStmt: readFunction,
  CreateTrigStmt: ({ relation, trigname }, steps) => made('OBJECT_TRIGGER', own(relation, trigname), steps),
  CreatePolicyStmt: ({ table, policy_name }, steps) => made('OBJECT_POLICY', own(table, policy_name), steps),
};

function readFunction({ funcname, is_procedure, replace }: CreateFunctionStmt, steps: Steps): void {
  if (!replace) made(is_procedure ? 'OBJECT_PROCEDURE' : 'OBJECT_FUNCTION', objectName(funcname), steps);
}

function ofOldTable(does: string, relation: RangeVar | undefined, steps: Steps): void {
  const table = tableOf(relation);
  if (!steps.isNew(`table ${table}`)) steps.add(`${does} ${table}`);
}

import type { AlterTableCmd, AlterTableStmt, AlterTableType, ColumnDef, Constraint } from 'libpg-query';
import { nameOf, objectName, tableOf } from './names';
import type { Steps } from './steps';

const SERIAL = /^(?:small|big)?serial[248]?$/;

/** @param column with its table, as it is said */
type Action = (column: string, command: AlterTableCmd, steps: Steps) => void;

const forbidNull: Action = (column, _, steps) => steps.add(`sets ${column} not null`);

const ACTIONS: { readonly [type in AlterTableType]?: Action } = {
  AT_DropColumn: (column, _, steps) => steps.add(`drops column ${column}`),
  AT_SetNotNull: forbidNull,
  AT_DropNotNull: (column, _, steps) => steps.revoke(`sets ${column} not null`),
  AT_AlterColumnType: (column, _, steps) => steps.add(`changes the type of ${column}`),
  AT_ColumnDefault: (column, { def }, steps) => {
    if (def) steps.revoke(`drops the default of ${column}`);
    else steps.add(`drops the default of ${column}`);
  },
  AT_DropIdentity: (column, _, steps) => steps.add(`drops the default of ${column}`),
  AT_AddIdentity: (column, _, steps) => steps.revoke(`drops the default of ${column}`),
  AT_DropExpression: (column, _, steps) => steps.add(`drops the expression of ${column}`),
};

/** One `alter table`, with all that it does at once. */
export function readAlterTable({ relation, cmds = [] }: AlterTableStmt, steps: Steps): void {
  const table = tableOf(relation);
  if (steps.isNew(`table ${table}`)) return;
  for (const node of cmds) {
    if ('AlterTableCmd' in node) readCommand(table, node.AlterTableCmd, steps);
  }
}

function readCommand(table: string, command: AlterTableCmd, steps: Steps): void {
  const { subtype, name, def, missing_ok } = command;
  if (subtype === 'AT_AddColumn' && def && 'ColumnDef' in def) {
    addColumn(table, def.ColumnDef, missing_ok === true, steps);
  } else if (subtype === 'AT_AddConstraint' && def && 'Constraint' in def) {
    addConstraint(table, def.Constraint, steps);
  } else if (subtype === 'AT_DetachPartition' && def && 'PartitionCmd' in def) {
    steps.add(`detaches partition ${tableOf(def.PartitionCmd.name)} from ${table}`);
  } else if (subtype) {
    const column = `${table}.${nameOf(name)}`;
    if (!steps.isNew(`column ${column}`)) ACTIONS[subtype]?.(column, command, steps);
  }
}

function addColumn(table: string, definition: ColumnDef, mayBeThere: boolean, steps: Steps): void {
  const column = `${table}.${nameOf(definition.colname)}`;
  if (!mayBeThere) steps.make(`column ${column}`);
  const type = objectName(definition.typeName?.names);
  const constraints = (definition.constraints ?? []).flatMap((node) =>
    'Constraint' in node ? [node.Constraint] : [],
  );
  const forbidsNull = constraints.some(
    ({ contype }) => contype === 'CONSTR_NOTNULL' || contype === 'CONSTR_PRIMARY',
  );
  if (forbidsNull && !SERIAL.test(type) && !constraints.some(fills))
    steps.add(`adds ${column}, which must not be null and has no default`);
}

/** Whether it gives a value to a column that an `insert` leaves out. */
function fills({ contype, raw_expr }: Constraint): boolean {
  if (contype === 'CONSTR_IDENTITY' || contype === 'CONSTR_GENERATED') return true;
  if (contype !== 'CONSTR_DEFAULT') return false;
  return !(raw_expr && 'A_Const' in raw_expr && raw_expr.A_Const.isnull);
}

/** Postgres 18 can name what forbids null. Other constraints ask for what the code does already. */
function addConstraint(table: string, { contype, keys = [] }: Constraint, steps: Steps): void {
  if (contype !== 'CONSTR_NOTNULL') return;
  for (const key of keys) {
    const column = `${table}.${objectName([key])}`;
    if (!steps.isNew(`column ${column}`)) steps.add(`sets ${column} not null`);
  }
}

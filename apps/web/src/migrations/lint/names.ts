import type { Node, RangeVar } from 'libpg-query';

/** What needs no quotes to be read, whatever Postgres asks for. */
const PLAIN = /^[\w$]+$/;

/** A name of one or more parts as people say it: without the schema that is everybody's. */
export function nameOf(...parts: readonly (string | undefined)[]): string {
  const given = parts.filter((part) => part !== undefined && part !== '');
  const [first, ...rest] = given;
  const said = rest.length > 0 && first === 'public' ? rest : given;
  return said.map((part) => (PLAIN.test(part!) ? part : `"${part}"`)).join('.');
}

export function tableOf(relation: RangeVar | undefined): string {
  return nameOf(relation?.schemaname, relation?.relname);
}

/** The strings of a name in a syntax tree, whichever of its shapes the kind of object has. */
export function partsOf(node: Node | undefined): string[] {
  if (!node) return [];
  if ('String' in node) return [node.String.sval ?? ''];
  if ('List' in node) return (node.List.items ?? []).flatMap(partsOf);
  if ('TypeName' in node) return (node.TypeName.names ?? []).flatMap(partsOf);
  if ('ObjectWithArgs' in node) return (node.ObjectWithArgs.objname ?? []).flatMap(partsOf);
  return [];
}

export function objectName(parts: readonly Node[] | undefined): string {
  return nameOf(...(parts ?? []).flatMap(partsOf));
}

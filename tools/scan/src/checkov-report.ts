import type { Finding } from './compare';

export interface CheckovReport {
  readonly results: {
    readonly failed_checks: readonly { check_id: string; check_name: string; resource: string }[];
  };
  readonly summary: { readonly passed: number; readonly parsing_errors: number };
}

interface Block {
  readonly [type: string]: { readonly [id: string]: unknown };
}

interface Stack {
  readonly resource?: Block;
  readonly data?: Block;
}

/**
 * Findings by Terraform address. For some resources Checkov reports `resource.<id>` instead of `<type>.<id>`, and for data
 * sources `data.<id>`; ids are unique in a synthesized stack, so the type can be looked up.
 *
 * @throws Error when Checkov could not read the stack, which it reports as a success without results
 */
export function readFindings(output: CheckovReport | readonly CheckovReport[], stack: Stack): Finding[] {
  const reports = [output].flat() as readonly CheckovReport[];
  const unread = reports.some(({ summary }) => summary === undefined || summary.parsing_errors > 0);
  if (unread || reports.every(({ summary }) => summary.passed === 0)) {
    throw new Error(
      'Checkov could not read the stack, so nothing was scanned. Run it by hand on .slipway/scan.',
    );
  }
  const addresses = addressesById(stack);
  return reports
    .flatMap(({ results }) => results.failed_checks)
    .map(({ check_id, check_name, resource }) => ({
      rule: check_id,
      title: check_name,
      address: addresses.get(resource) ?? resource,
    }));
}

/** What Checkov may call a thing, and its address. */
function addressesById({ resource = {}, data = {} }: Stack): Map<string, string> {
  const named = (block: Block, called: string, prefix: string) =>
    Object.entries(block).flatMap(([type, things]) =>
      Object.keys(things).map((id): [string, string] => [`${called}.${id}`, `${prefix}${type}.${id}`]),
    );
  return new Map([...named(resource, 'resource', ''), ...named(data, 'data', 'data.')]);
}

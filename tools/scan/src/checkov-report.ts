import type { Finding } from './compare';

export interface CheckovReport {
  readonly results: {
    readonly failed_checks: readonly { check_id: string; check_name: string; resource: string }[];
  };
  readonly summary: { readonly passed: number; readonly parsing_errors: number };
}

interface Stack {
  readonly resource?: { readonly [type: string]: { readonly [id: string]: unknown } };
}

/**
 * Findings by Terraform address. For some resources Checkov reports `resource.<id>` instead of `<type>.<id>`; ids are
 * unique in a synthesized stack, so the type can be looked up.
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
      address: resource.startsWith('resource.')
        ? (addresses.get(resource.slice('resource.'.length)) ?? resource)
        : resource,
    }));
}

function addressesById({ resource = {} }: Stack): Map<string, string> {
  return new Map(
    Object.entries(resource).flatMap(([type, resources]) =>
      Object.keys(resources).map((id): [string, string] => [id, `${type}.${id}`]),
    ),
  );
}

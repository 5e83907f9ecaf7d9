import type { ScanResult } from './scan';

/** A scan's outcome as lines for a person. */
export function scanReport(results: readonly ScanResult[]): string[] {
  return results.flatMap((result) => [
    `${result.environment}: ${result.clean ? 'clean' : 'NOT CLEAN'}, ${result.honoured.length} exemptions, each with its finding`,
    ...section(
      'Broken rules without a recorded reason. Mend the resource, or record exempt(resource, rule, reason):',
      [...result.unrecorded.map(({ rule, address, title }) => `${rule} ${address}: ${title}`)],
    ),
    ...section('Recorded reasons that match no finding any more. Delete them:', [
      ...result.stale.map(({ rule, address, reason }) => `${rule} ${address}: ${reason}`),
    ]),
    ...section('Recorded without a real reason:', [
      ...result.unexplained.map(({ rule, address, reason }) => `${rule} ${address}: "${reason}"`),
    ]),
  ]);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`  ${title}`, ...lines.map((line) => `    ${line}`)];
}

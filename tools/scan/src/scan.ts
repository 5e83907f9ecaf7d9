import { readFileSync } from 'node:fs';
import { synthesize } from '@slipway/tool-synth';
import { runCheckov } from './checkov';
import { compare, isClean, type Comparison } from './compare';
import { recordedExemptions } from './exemption-record';

/** What the scan of one environment came to. */
export interface ScanResult extends Comparison {
  readonly environment: string;
  readonly clean: boolean;
}

/** Synthesizes each environment and holds the scanner's findings against the exemptions recorded on the resources. */
export async function scan(workspace: string, environments: readonly string[]): Promise<ScanResult[]> {
  const results: ScanResult[] = [];
  for (const environment of environments) {
    const { stackFile } = await synthesize(environment, { workspace });
    results.push(await scanStack(workspace, environment, stackFile));
  }
  return results;
}

/**
 * The same for one stack that is synthesized already.
 *
 * @param environment what the result calls it, and where in `.slipway/scan` the scanned part is left
 */
export async function scanStack(
  workspace: string,
  environment: string,
  stackFile: string,
): Promise<ScanResult> {
  const findings = await runCheckov(workspace, environment, stackFile);
  const comparison = compare(findings, recordedExemptions(JSON.parse(readFileSync(stackFile, 'utf8'))));
  return { environment, clean: isClean(comparison), ...comparison };
}

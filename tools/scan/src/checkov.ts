import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { ensurePythonEnvironment } from '@slipway/tool-cloud';
import type { Finding } from './compare';

interface CheckovReport {
  readonly results: {
    readonly failed_checks: readonly { check_id: string; check_name: string; resource: string }[];
    readonly parsing_errors?: readonly string[];
  };
}

/**
 * Runs the pinned Checkov over one synthesized stack.
 *
 * @param stackFile path of a `cdk.tf.json`
 * @throws Error when Checkov cannot be installed or cannot read the file
 */
export async function runCheckov(root: string, stackFile: string): Promise<Finding[]> {
  const python = await ensurePythonEnvironment({
    root,
    name: 'checkov',
    requirements: join(root, 'tools/scan/requirements.txt'),
  });
  const { stdout } = await execa(
    python.python,
    [
      '-m',
      'checkov.main',
      '--file',
      stackFile,
      '--framework',
      'terraform_json',
      '--output',
      'json',
      '--compact',
    ]
      // Inline skips are not honoured for this JSON anyway; the result is compared with the records instead.
      .concat(['--quiet', '--skip-download', '--soft-fail']),
    { env: { LOG_LEVEL: 'ERROR' } },
  );
  return readFindings(JSON.parse(stdout) as CheckovReport | CheckovReport[], stackFile);
}

function readFindings(output: CheckovReport | CheckovReport[], stackFile: string): Finding[] {
  const reports = Array.isArray(output) ? output : [output];
  const broken = reports.flatMap((report) => report.results.parsing_errors ?? []);
  if (broken.length > 0 || JSON.parse(readFileSync(stackFile, 'utf8')).resource === undefined) {
    throw new Error(`Checkov could not read ${stackFile}. Nothing was scanned.`);
  }
  return reports
    .flatMap((report) => report.results.failed_checks)
    .map(({ check_id, check_name, resource }) => ({ rule: check_id, title: check_name, address: resource }));
}

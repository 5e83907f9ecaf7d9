import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HOME } from '@slipway/tool-home';
import { ensurePythonEnvironment } from '@slipway/tool-python';
import { readFindings, type CheckovReport } from './checkov-report';
import type { Finding } from './compare';

/** Checkov 3.3 cannot parse a `terraform` block in JSON and has no rule for it or for outputs. */
const SCANNED_BLOCKS = ['provider', 'data', 'resource'];

/** Far more than a report of a stack of this size. */
const REPORT_BYTES = 64 * 1024 * 1024;

/**
 * Runs the pinned Checkov over one synthesized stack.
 *
 * @param stackFile path of a `cdk.tf.json`
 * @throws Error when Checkov cannot be installed or cannot read the stack
 */
export async function runCheckov(
  workspace: string,
  environment: string,
  stackFile: string,
): Promise<Finding[]> {
  const python = await ensurePythonEnvironment({
    workspace,
    name: 'checkov',
    requirements: join(HOME, 'tools/scan/requirements.txt'),
  });
  const stack = JSON.parse(readFileSync(stackFile, 'utf8'));
  const { stdout } = await promisify(execFile)(
    python.python,
    [
      ...['-m', 'checkov.main', '--file', writeScannedPart(workspace, environment, stack)],
      ...['--framework', 'terraform_json', '--output', 'json', '--compact', '--quiet'],
      // Severities and links would come from the network; findings make the exit code ours to decide.
      ...['--skip-download', '--soft-fail'],
    ],
    { maxBuffer: REPORT_BYTES },
  );
  return readFindings(JSON.parse(stdout) as CheckovReport | CheckovReport[], stack);
}

function writeScannedPart(
  workspace: string,
  environment: string,
  stack: { [block: string]: unknown },
): string {
  const folder = join(workspace, '.slipway/scan', environment);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'cdk.tf.json');
  const part = Object.fromEntries(
    SCANNED_BLOCKS.filter((block) => block in stack).map((block) => [block, stack[block]]),
  );
  writeFileSync(file, JSON.stringify(part, null, 2));
  return file;
}

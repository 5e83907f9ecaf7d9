import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cloudEnvironment, type Cloud } from '@slipway/tool-cloud';
import { HOME } from '@slipway/tool-home';
import { ensurePythonEnvironment } from '@slipway/tool-python';
import type { Environment } from '@slipway/core';

/**
 * What the AWS APIs of an embedded cloud list in an account, asked with boto3 as anyone would.
 *
 * @param workspace absolute path of the workspace
 */
export async function leftovers(
  workspace: string,
  cloud: Cloud,
  aws: Pick<Environment['aws'], 'account' | 'region'>,
): Promise<readonly string[]> {
  const requirements = join(HOME, 'tools/cloud/requirements.txt');
  const { python } = await ensurePythonEnvironment({ workspace, name: 'moto', requirements });
  const script = join(HOME, 'tools/rehearse/src/leftovers.py');
  const { stdout } = await promisify(execFile)(python, [script, aws.region], {
    env: { ...process.env, ...(await cloudEnvironment(cloud, aws)) },
  });
  return JSON.parse(stdout) as string[];
}

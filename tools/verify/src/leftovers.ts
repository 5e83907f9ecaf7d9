import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cloudEnvironment, type Cloud } from '@slipway/tool-cloud';
import { ensurePythonEnvironment } from '@slipway/tool-python';
import type { Environment } from '@slipway/core';
import { ROOT } from './stack';

/** What the AWS APIs of an embedded cloud list in an account, asked with boto3 as anyone would. */
export async function leftovers(cloud: Cloud, aws: Environment['aws']): Promise<readonly string[]> {
  const requirements = join(ROOT, 'tools/cloud/requirements.txt');
  const { python } = await ensurePythonEnvironment({ root: ROOT, name: 'moto', requirements });
  const { stdout } = await promisify(execFile)(python, [join(__dirname, 'leftovers.py'), aws.region], {
    env: { ...process.env, ...(await cloudEnvironment(cloud, aws)) },
  });
  return JSON.parse(stdout) as string[];
}

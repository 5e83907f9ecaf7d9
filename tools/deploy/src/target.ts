import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';

export type CloudName = 'aws' | 'embedded';

export interface TargetOptions {
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  readonly embedded?: boolean;
}

/**
 * Which cloud an environment goes to: `--embedded`, else `SLIPWAY_CLOUD`, else the `cloud:` tag in its `project.json`.
 * The product's own configuration knows nothing of it.
 *
 * @throws Failure `usage` when there is no such environment, or its cloud is unknown
 */
export function targetCloud(name: string, { workspace, env, embedded }: TargetOptions): CloudName {
  assertEnvironment(name, workspace);
  if (embedded !== undefined) return embedded ? 'embedded' : 'aws';
  if (env.SLIPWAY_CLOUD) return cloudName(env.SLIPWAY_CLOUD, 'SLIPWAY_CLOUD');
  const tag = projectTags(name, workspace).find((candidate) => candidate.startsWith('cloud:'));
  return tag ? cloudName(tag.slice('cloud:'.length), `the tag "${tag}" of environments/${name}`) : 'aws';
}

function cloudName(value: string, where: string): CloudName {
  if (value === 'aws' || value === 'embedded') return value;
  throw new Failure('usage', `${where} names the cloud "${value}"; there are "aws" and "embedded".`);
}

/** @throws Failure `usage` when there is no such environment */
export function assertEnvironment(name: string, workspace: string): void {
  const directory = join(workspace, 'environments');
  const names = (existsSync(directory) ? readdirSync(directory) : [])
    .filter((candidate) => existsSync(join(directory, candidate, 'environment.ts')))
    .sort();
  if (names.includes(name)) return;
  throw new Failure('usage', `There is no environment "${name}". There are: ${names.join(', ') || 'none'}.`);
}

function projectTags(name: string, workspace: string): readonly string[] {
  const file = join(workspace, 'environments', name, 'project.json');
  if (!existsSync(file)) return [];
  const { tags = [] } = JSON.parse(readFileSync(file, 'utf8')) as { tags?: string[] };
  return tags;
}

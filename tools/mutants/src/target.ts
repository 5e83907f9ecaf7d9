import { Failure } from '@slipway/tool-terminal';
import { existsSync, statSync } from 'node:fs';
import { join, posix, relative, resolve, sep } from 'node:path';

/** What is measured: a folder, a file, or lines of a file. */
export interface Target {
  /** From the workspace, with `/`: `tools/plan`, `tools/plan/src/unlock.ts:10-40`. */
  readonly name: string;
  /** Whose specs run: `tools/plan`. */
  readonly project: string;
  /** Globs of StrykerJS. */
  readonly mutate: readonly string[];
}

/** Test code has no tests. */
const TEST_CODE = ['sample', 'sample-*', 'stub-*', 'scripted-*', 'recorded-*', '*.spec'];

/** @throws {Failure} */
export function findTarget(workspace: string, word: string): Target {
  const [, path = '', lines = ''] = /^(.*?)(:\d+-\d+)?$/.exec(word) ?? [];
  const name = relative(workspace, resolve(workspace, path)).split(sep).join('/');
  const [group, project] = name.split('/');
  if (!group || !project || group === '..' || !existsSync(join(workspace, name))) {
    throw new Failure('usage', `${word} is not a folder or file of a project. Name one, such as tools/plan.`);
  }
  const isFile = statSync(join(workspace, name)).isFile();
  if (isFile ? !/\.tsx?$/.test(name) : lines) {
    throw new Failure(
      'usage',
      `${word}: only a TypeScript file can be measured alone, and only a file has lines.`,
    );
  }
  return {
    name: `${name}${lines}`,
    project: posix.join(group, project),
    mutate: isFile ? [`${name}${lines}`] : sourcesOf(name),
  };
}

function sourcesOf(folder: string): string[] {
  return [
    `${folder}/**/*.{ts,tsx}`,
    ...TEST_CODE.map((name) => `!${folder}/**/${name}.{ts,tsx}`),
    `!${folder}/**/fixtures/**`,
  ];
}

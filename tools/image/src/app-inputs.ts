import { posix } from 'node:path';
import type { Environment } from '@slipway/core';
import { contextRoot, type App } from './app/app';
import { findApp } from './app/find-app';
import { buildContext } from './context/build-context';
import type { ContextFile } from './context/context-file';
import { inputsTag, type Architecture } from './context/inputs-tag';

/** What an image of the app is made of, and the name that follows from it. */
export interface AppInputs {
  readonly app: App;
  readonly files: readonly ContextFile[];
  /** Path in the files; `undefined` where the app has none. */
  readonly dockerfile: string | undefined;
  readonly architecture: Architecture;
  /** `inputs-` and 64 hex digits. */
  readonly tag: string;
}

/**
 * What the image of an environment is made of in this workspace, as it is now.
 *
 * @param workspace absolute path of the workspace
 * @throws Failure `usage` where the workspace cannot say what belongs to the app
 */
export async function appInputs(
  workspace: string,
  environment: Pick<Environment, 'services'>,
): Promise<AppInputs> {
  const app = findApp(workspace, environment);
  const architecture = architectureOf(environment);
  const files = await buildContext(workspace, app);
  const dockerfile = app.dockerfile && posix.relative(contextRoot(app), app.dockerfile);
  return { app, files, dockerfile, architecture, tag: inputsTag(files, dockerfile, architecture) };
}

/** What an environment's image is built for: the processor of its first service. */
function architectureOf({ services }: Pick<Environment, 'services'>): Architecture {
  return Object.values(services)[0]?.architecture === 'arm64' ? 'arm64' : 'amd64';
}

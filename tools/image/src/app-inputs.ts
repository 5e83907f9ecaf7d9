import type { Environment } from '@slipway/core';
import { buildContext, type ContextFile } from './context/build-context';
import { inputsTag, type Architecture } from './context/inputs-tag';

/** What an image of the app is made of, and the name that follows from it. */
export interface AppInputs {
  readonly files: readonly ContextFile[];
  readonly architecture: Architecture;
  /** `inputs-` and 64 hex digits. */
  readonly tag: string;
}

/** @throws Failure `usage` where the workspace cannot say what belongs to the app */
export async function appInputs(workspace: string, architecture: Architecture): Promise<AppInputs> {
  const files = await buildContext(workspace);
  return { files, architecture, tag: inputsTag(files, architecture) };
}

/** What an environment's image is built for: the processor of its first service. */
export function architectureOf({ services }: Pick<Environment, 'services'>): Architecture {
  return Object.values(services)[0]?.architecture === 'arm64' ? 'arm64' : 'amd64';
}

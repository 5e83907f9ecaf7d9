import { join } from 'node:path';
import type { Command } from '../run-command';
import { NO_DATE, type ImageBuild, type Login } from './image-build';

/** Podman builds with Buildah and takes the same words. */
export type BuildahProgram = 'podman' | 'buildah';

export function buildahLogin(
  program: BuildahProgram,
  { registry, user, password }: Login,
  { scratch }: Pick<ImageBuild, 'scratch'>,
): Command {
  return {
    program,
    args: [...['login', '--authfile', authFile(scratch), '--username', user], '--password-stdin', registry],
    input: password,
  };
}

/** @see https://github.com/containers/buildah/blob/main/docs/buildah-build.1.md */
export function buildahBuild(program: BuildahProgram, build: ImageBuild): Command {
  return {
    program,
    args: [
      ...['build', '--platform', `linux/${build.architecture}`, '--layers', '--timestamp', NO_DATE],
      ...['--file', build.dockerfile, '--tag', build.image],
      ...Object.entries(build.buildArgs).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
      ...Object.entries(build.secrets).flatMap(([id, file]) => ['--secret', `id=${id},src=${file}`]),
      build.context,
    ],
  };
}

export function buildahPush(program: BuildahProgram, build: Pick<ImageBuild, 'image' | 'scratch'>): Command {
  return {
    program,
    args: [
      ...['push', '--authfile', authFile(build.scratch), '--compression-format', 'zstd'],
      ...['--digestfile', digestFile(build), build.image],
    ],
  };
}

const authFile = (scratch: string) => join(scratch, 'auth.json');

export const digestFile = ({ scratch }: Pick<ImageBuild, 'scratch'>) => join(scratch, 'digest');

import { join } from 'node:path';
import type { Command } from '../run-command';
import { NO_DATE, type ImageBuild, type Login } from './image-build';

/** What the builder of this machine can do. */
export interface Buildx {
  /** It compresses and caches as it is told. Docker's built-in builder does neither. */
  readonly exporters: boolean;
  /** The job's cache of GitHub Actions can be reached. */
  readonly actionsCache: boolean;
}

/** @param config folder of the credentials: `DOCKER_CONFIG` */
export function dockerLogin({ registry, user, password }: Login, config: string): Command {
  return {
    program: 'docker',
    args: ['login', '--username', user, '--password-stdin', registry],
    input: password,
    env: { DOCKER_CONFIG: config },
  };
}

/**
 * Builds and pushes in one go. Attestations are left out: they would make an index of what is one image, and another one
 * each time.
 *
 * @see https://docs.docker.com/reference/cli/docker/buildx/build/
 * @see https://docs.docker.com/build/exporters/image-registry/
 */
export function buildxBuild(build: ImageBuild, { exporters, actionsCache }: Buildx): Command {
  const cache = `type=gha,scope=slipway-${build.architecture}`;
  return {
    program: 'docker',
    args: [
      ...['buildx', 'build', '--progress', 'plain', '--platform', `linux/${build.architecture}`],
      ...['--file', build.dockerfile, '--tag', build.image, '--provenance=false', '--sbom=false'],
      ...Object.entries(build.buildArgs).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
      ...Object.entries(build.secrets).flatMap(([id, file]) => ['--secret', `id=${id},src=${file}`]),
      ...(exporters && actionsCache ? ['--cache-from', cache, '--cache-to', `${cache},mode=max`] : []),
      ...['--output', exporters ? EXPORTED : 'type=image,push=true'],
      ...['--metadata-file', metadataFile(build), build.context],
    ],
    env: { DOCKER_CONFIG: build.scratch, SOURCE_DATE_EPOCH: NO_DATE },
  };
}

const EXPORTED = 'type=image,push=true,compression=zstd,oci-mediatypes=true,rewrite-timestamp=true';

export const metadataFile = ({ scratch }: Pick<ImageBuild, 'scratch'>) => join(scratch, 'metadata.json');

/** @param metadata what buildx wrote into {@link metadataFile} */
export function builtDigest(metadata: string): string | undefined {
  return (JSON.parse(metadata) as { readonly 'containerimage.digest'?: string })['containerimage.digest'];
}

/** @param inspected what `docker buildx inspect` says */
export function canExport(inspected: string): boolean {
  return /^Driver:\s+(?:docker-container|kubernetes|remote|cloud)\s*$/m.test(inspected);
}

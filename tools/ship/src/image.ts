import type { Environment } from '@slipway/core';
import type { OpenAws } from '@slipway/tool-deploy';
import { buildApp } from '@slipway/tool-image';
import { Failure } from '@slipway/tool-terraform';
import type { ShipOptions } from './options';

export interface ImageOptions extends Pick<ShipOptions, 'root' | 'env' | 'output'> {
  /** Of an image that is in the registry. @default built from the workspace, where that is possible */
  readonly image?: string;
  /** Ctrl-C. @default never */
  readonly signal?: AbortSignal;
}

/**
 * The digest of the image to release: the one that was named, else the app of this workspace, built and pushed.
 *
 * @throws Failure `usage` where an image must be named, `buildFailed` when the app does not build
 */
export async function imageFor(
  { environment, cloud }: Pick<OpenAws, 'environment' | 'cloud'>,
  { image, root, env = process.env, output, signal }: ImageOptions,
): Promise<string> {
  if (image !== undefined) return image;
  if (cloud === 'aws') throw unnamedImage(environment);
  output.status('  building the app ...');
  try {
    return await pushApp(await built({ root, env, signal }), environment, root);
  } finally {
    output.status('');
  }
}

async function built({ root, env, signal }: Pick<ImageOptions, 'root' | 'env' | 'signal'>): Promise<string> {
  try {
    return await buildApp({ root, env });
  } catch (error) {
    // The build is in the foreground, too: Ctrl-C has ended it before it ended us.
    if (signal?.aborted)
      throw new Failure('cancelled', 'Stopped while the app was built. Nothing was released.');
    throw error;
  }
}

/** Makes a built folder an image of the embedded cloud's registry. @returns its digest */
export async function pushApp(folder: string, environment: Environment, root: string): Promise<string> {
  const { publishImage } = await import('@slipway/tool-cloud');
  const { app, aws, services } = environment;
  return publishImage(
    { root },
    {
      account: aws.registryAccount,
      region: aws.region,
      repository: app,
      folder,
      // JavaScript runs on either; what the environment declares is what its image claims.
      architecture: Object.values(services)[0]?.architecture === 'arm64' ? 'arm64' : 'amd64',
    },
  );
}

function unnamedImage({ name, app, aws }: Environment): Failure {
  return new Failure(
    'usage',
    [
      'Which image? Name one that is in the registry: --image sha256:…',
      `Your pipeline prints the digest of what it pushed; all there are: aws ecr describe-images --repository-name ${app} --registry-id ${aws.registryAccount} --region ${aws.region}`,
      `Nothing was released to "${name}".`,
    ].join('\n'),
  );
}

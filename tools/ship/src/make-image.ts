import { registryHost } from '@slipway/core';
import type { LocatedEnvironment } from '@slipway/tool-deploy';
import {
  appInputs,
  buildApp,
  folderImage,
  pushWithEngine,
  taggedImage,
  type AppInputs,
} from '@slipway/tool-image';
import { Failure } from '@slipway/tool-terminal';
import { imageOrigin } from './image-origin';
import type { TerminalOptions } from './terminal-options';

export interface ImageOptions extends Pick<TerminalOptions, 'workspace' | 'env' | 'output'> {
  /** Ctrl-C. @default never */
  readonly signal?: AbortSignal;
}

export type ImageEnvironment = Pick<LocatedEnvironment, 'environment' | 'cloud' | 'clients'>;

/** Makes an image of these inputs and puts it into the registry under their tag. @returns its digest */
export type MakeImage = (open: ImageEnvironment, inputs: AppInputs, options: ImageOptions) => Promise<string>;

/** Builds the app and pushes it: as a folder to the embedded cloud, as an image of its Dockerfile to AWS. */
export function makeImage(open: ImageEnvironment, inputs: AppInputs, options: ImageOptions): Promise<string> {
  return open.cloud === 'embedded' ? publishFolder(open, inputs, options) : pushToEcr(open, inputs, options);
}

async function publishFolder(
  { environment }: ImageEnvironment,
  inputs: AppInputs,
  { workspace, env, signal }: ImageOptions,
): Promise<string> {
  const folder = await buildApp(inputs, { workspace, env, signal });
  const image = await folderImage(workspace, inputs.app, folder);
  await checkUnchanged(workspace, environment, inputs);
  const { publishImage } = await import('@slipway/tool-cloud');
  const { revision, source } = await imageOrigin(workspace, env);
  return publishImage(
    { workspace },
    {
      account: environment.aws.registryAccount,
      region: environment.aws.region,
      repository: environment.app,
      folder,
      command: image.command,
      environment: image.environment,
      // JavaScript runs on either; what the environment declares is what its image claims.
      architecture: inputs.architecture,
      tags: [inputs.tag],
      labels: {
        ...image.labels,
        'org.opencontainers.image.revision': revision,
        'org.opencontainers.image.version': inputs.tag,
        'org.opencontainers.image.source': source,
      },
    },
  );
}

/** The folder is built from the workspace itself, where somebody may have saved a file meanwhile. */
async function checkUnchanged(
  workspace: string,
  environment: ImageEnvironment['environment'],
  { tag }: AppInputs,
): Promise<void> {
  if ((await appInputs(workspace, environment)).tag === tag) return;
  throw new Failure(
    'buildFailed',
    'The app was edited while it was built, so the image would be of neither version. Nothing was released.\nRepeat the command.',
  );
}

async function pushToEcr(
  { environment, clients }: ImageEnvironment,
  inputs: AppInputs,
  { workspace, env, signal }: ImageOptions,
): Promise<string> {
  const ecr = await clients.ecr();
  const { revision, source } = await imageOrigin(workspace, env);
  const registry = registryHost(environment);
  const pushed = await pushWithEngine({
    inputs,
    repository: `${registry}/${environment.app}`,
    login: async () => ({ registry, ...credentials(await ecr.getAuthorizationToken({})) }),
    buildArgs: { REVISION: revision, VERSION: inputs.tag, SOURCE: source },
    env,
    signal,
  });
  const digest = await taggedImage(ecr, environment, inputs.tag);
  if (digest) return digest;
  throw new Failure(
    'buildFailed',
    `The image ${pushed} was pushed, but the registry does not have it under its tag. Nothing was released.\nLook for a lifecycle rule of repository "${environment.app}" that removes it, then repeat the command.`,
  );
}

/**
 * One token is for every registry that its caller may use, and lasts 12 hours.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */
function credentials(answer: {
  readonly authorizationData?: readonly { readonly authorizationToken?: string }[];
}) {
  const token = answer.authorizationData?.[0]?.authorizationToken ?? '';
  const [user = '', ...rest] = Buffer.from(token, 'base64').toString().split(':');
  return { user, password: rest.join(':') };
}

import { awsFailure } from '@slipway/tool-aws';
import { appInputs, buildApp, shortTag, taggedImage } from '@slipway/tool-image';
import { readEnvironment } from '@slipway/tool-synth';
import { formatDuration } from '@slipway/tool-terminal';
import { makeImage, type ImageEnvironment, type ImageOptions, type MakeImage } from './make-image';

/** An image of the app in the registry. */
export interface AppImage {
  /** Says what it is made of: `inputs-` and 64 hex digits. */
  readonly tag: string;
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
  /** Made just now. Else it was there. */
  readonly built: boolean;
}

/**
 * The image of the app as it is in this workspace: what the registry has under the tag of the same inputs, whoever built
 * it, else one that is built and pushed now.
 *
 * @param options.beforeBuild throws where a build would be for nothing. @default nobody is asked
 * @param make @default by Nx on the embedded cloud, by this machine's engine on AWS
 * @throws Failure `buildFailed` when the app does not build, `toolMissing` where nothing builds images
 */
export async function appImage(
  open: ImageEnvironment,
  options: ImageOptions & { readonly beforeBuild?: () => Promise<void> },
  make: MakeImage = makeImage,
): Promise<AppImage> {
  const { output, workspace, signal } = options;
  const inputs = await appInputs(workspace, open.environment);
  const { tag } = inputs;
  const known = await inRegistry(open, tag);
  if (known) {
    output.note(`image  ${shortTag(tag)} is in the registry already, nothing built`);
    return { tag, digest: known, built: false };
  }
  await options.beforeBuild?.();
  output.note(`image  ${shortTag(tag)} is not in the registry yet, it is built now`);
  const stopClock = showSeconds(output, '  building the app');
  try {
    return { tag, digest: await make(open, inputs, options), built: true };
  } catch (error) {
    // Tags never move: whoever pushed the same inputs first meanwhile has made the image that counts.
    const theirs = signal?.aborted ? undefined : await inRegistry(open, tag).catch(() => undefined);
    if (theirs) return { tag, digest: theirs, built: false };
    throw inWords(error, open);
  } finally {
    stopClock();
  }
}

/** A line that moves while there is nothing else to see. @returns what takes it away */
function showSeconds(output: ImageOptions['output'], what: string): () => void {
  const began = performance.now();
  const show = () =>
    output.status(`${what}, ${formatDuration(Math.round((performance.now() - began) / 1000))} ...`);
  show();
  const timer = setInterval(show, 1000).unref();
  return () => {
    clearInterval(timer);
    output.status('');
  };
}

export interface ImageState {
  readonly tag: string;
  readonly digest: string | undefined;
}

/** The tag of the app as it is in this workspace, and the digest that the registry has under it, if any. */
export async function imageState(open: ImageEnvironment, workspace: string): Promise<ImageState> {
  const { tag } = await appInputs(workspace, open.environment);
  return { tag, digest: await inRegistry(open, tag) };
}

/** Builds the app of an environment that is perhaps not there yet, so that its image needs no build later. */
export async function buildAhead(
  name: string,
  { workspace, env, signal }: Pick<ImageOptions, 'workspace' | 'env' | 'signal'>,
): Promise<void> {
  const environment = await readEnvironment(name, { workspace });
  await buildApp(await appInputs(workspace, environment), { workspace, env, signal });
}

async function inRegistry(open: ImageEnvironment, tag: string): Promise<string | undefined> {
  try {
    return await taggedImage(await open.clients.ecr(), open.environment, tag);
  } catch (error) {
    throw inWords(error, open);
  }
}

function inWords(error: unknown, { environment, cloud }: ImageEnvironment): Error {
  return awsFailure(error, { environment: environment.name, cloud, safe: 'Nothing was released.' });
}

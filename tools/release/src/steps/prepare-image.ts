import { ASSETS_LABEL, imageAssets, type ImageAssets } from '../assets/image-assets';
import { ociArchitecture, readImage, type ImageContents, type ImageFacts } from '../aws/image';
import { commandService } from '../aws/names';
import type { ReleaseRequest } from '../engine/request';
import type { Workplace } from '../engine/run';

export interface ImagePreparation {
  readonly problems: readonly string[];
  /** @default the image has none, or the environment keeps none */
  readonly assets?: ImageAssets;
}

/** What the registry says of the image. */
export async function imagePreparation(
  place: Workplace,
  { digest }: ReleaseRequest,
): Promise<ImagePreparation> {
  const { environment, clients, blobs } = place;
  const { architecture } = environment.services[commandService(environment) ?? ''] ?? {};
  const wanted = architecture && ociArchitecture(architecture);
  const image = await readImage({ clients, environment, blobs }, digest, wanted);
  if (!image) return { problems: [notInRegistry(place, digest)] };
  const problems = architectureProblems(place, image);
  const assets = image.contents && assetsOf(place, image.contents);
  if (assets === 'invalid') return { problems: [...problems, badLabel(image.contents)] };
  return { problems, ...(assets && { assets }) };
}

function notInRegistry({ environment }: Workplace, digest: string): string {
  const where = `repository "${environment.app}" of account ${environment.aws.registryAccount}`;
  return `The image ${digest} is not in ${where}. Push it there, or name one that is.`;
}

function architectureProblems({ environment }: Workplace, { architectures }: ImageFacts): readonly string[] {
  if (architectures.length === 0) return [];
  return Object.entries(environment.services).flatMap(([name, { architecture }]) => {
    const wanted = ociArchitecture(architecture);
    return architectures.includes(wanted)
      ? []
      : [
          `The image is built for ${architectures.join(' and ')}, but ${name} runs on ${architecture} (${wanted}). Build it with --platform linux/${wanted}, or change services.${name}.architecture and deploy.`,
        ];
  });
}

function assetsOf(
  { environment, tell }: Workplace,
  contents: ImageContents,
): ImageAssets | 'invalid' | undefined {
  if (!environment.edge.assets) return undefined;
  const assets = imageAssets(contents);
  if (assets !== 'none') return assets;
  tell({
    type: 'note',
    text: `The image has no label ${ASSETS_LABEL}, so its assets go when its tasks do, and pages that are open then may miss some. An app without any: edge: { assets: false }.`,
  });
  return undefined;
}

function badLabel(contents: ImageContents | undefined): string {
  return `The image's label ${ASSETS_LABEL} is "${contents?.labels[ASSETS_LABEL]}". It has to be the absolute path of a folder in the image, such as /app/.next/static.`;
}

import type { Environment } from '@slipway/core';
import { ASSETS_LABEL, imageAssets, type ImageAssets } from '../assets/image-assets';
import { ociArchitecture, readImage, type ImageFacts } from '../aws/image';
import { commandService } from './command-service';
import type { Workplace } from '../engine/workplace';
import { digestsOf, type ReleaseImages } from '../record/release-images';

/** Where an image has the files that are to outlive its tasks. */
export interface PreparedAssets {
  /** Of the image. */
  readonly digest: string;
  readonly image: ImageAssets;
}

export interface ImagePreparation {
  readonly problems: readonly string[];
  /** Of each image that has some, unless the environment keeps none. */
  readonly assets: readonly PreparedAssets[];
}

/** What the registry says of the images, each looked at once. */
export async function prepareImages(place: Workplace, images: ReleaseImages): Promise<ImagePreparation> {
  const looked = await Promise.all(
    digestsOf(images).map((digest) => {
      const services = Object.keys(images).filter((service) => images[service] === digest);
      return prepareImage(place, digest, services);
    }),
  );
  const assets = looked.flatMap((image) => image.assets ?? []);
  if (looked.every(({ unlabelled }) => unlabelled)) place.tell({ type: 'note', text: NO_LABEL });
  return { problems: looked.flatMap(({ problems }) => problems), assets };
}

const NO_LABEL = `The image has no label ${ASSETS_LABEL}, so its assets go when its tasks do, and pages that are open then may miss some. An app without any: edge: { assets: false }.`;

interface PreparedImage {
  readonly problems: readonly string[];
  readonly assets?: PreparedAssets;
  /** The environment keeps assets, and the image does not say where it has any. */
  readonly unlabelled?: boolean;
}

/** @param services that run it */
async function prepareImage(
  place: Workplace,
  digest: string,
  services: readonly string[],
): Promise<PreparedImage> {
  const { environment, clients, blobs } = place;
  const wanted = architectureOf(environment, services);
  const facts = await readImage({ clients, environment, blobs }, digest, wanted);
  if (!facts) return { problems: [notInRegistry(place, digest)] };
  const problems = architectureProblems(place, services, facts);
  if (!environment.edge.assets || !facts.contents) return { problems };
  const image = imageAssets(facts.contents);
  if (image === 'none') return { problems, unlabelled: true };
  if (image === 'invalid') return { problems: [...problems, badLabel(facts.contents.labels[ASSETS_LABEL])] };
  return { problems, assets: { digest, image } };
}

/** Of an image of several processors, the one whose contents are looked at. */
function architectureOf(environment: Environment, services: readonly string[]): string | undefined {
  const first = services.find((service) => service === commandService(environment)) ?? services[0];
  const { architecture } = environment.services[first ?? ''] ?? {};
  return architecture && ociArchitecture(architecture);
}

function notInRegistry({ environment }: Workplace, digest: string): string {
  const where = `repository "${environment.app}" of account ${environment.aws.registryAccount}`;
  return `The image ${digest} is not in ${where}. Push it there, or name one that is.`;
}

function architectureProblems(
  { environment }: Workplace,
  services: readonly string[],
  { architectures }: ImageFacts,
): readonly string[] {
  if (architectures.length === 0) return [];
  return services.flatMap((name) => {
    const architecture = environment.services[name]?.architecture;
    const wanted = architecture && ociArchitecture(architecture);
    return wanted === undefined || architectures.includes(wanted)
      ? []
      : [
          `The image is built for ${architectures.join(' and ')}, but ${name} runs on ${architecture} (${wanted}). Build it with --platform linux/${wanted}, or change services.${name}.architecture and deploy.`,
        ];
  });
}

function badLabel(label: string | undefined): string {
  return `The image's label ${ASSETS_LABEL} is "${label}". It has to be the absolute path of a folder in the image, such as /app/.next/static.`;
}

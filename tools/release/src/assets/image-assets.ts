import type { ImageContents, ImageLayer } from '../ports/image';

/** Label by which an image says where its assets are: the absolute path of a folder in it. */
export const ASSETS_LABEL = 'slipway.assets';

/** Where an image keeps the files that are to outlive its release. */
export interface ImageAssets {
  /** Below the image's root, without a slash around: `app/apps/web/.next/static`. */
  readonly folder: string;
  /** The lowest first. */
  readonly layers: readonly ImageLayer[];
}

/**
 * What an image says of its assets.
 *
 * @returns `none` without the label, `invalid` when it names no folder
 */
export function imageAssets({ labels, layers }: ImageContents): ImageAssets | 'none' | 'invalid' {
  const label = labels[ASSETS_LABEL];
  if (label === undefined) return 'none';
  // Not the whole image, and nothing that has to be worked out first.
  if (!/^(?:\/[^/]+)+\/?$/.test(label) || /\/\.\.?(?:\/|$)/.test(label)) return 'invalid';
  return { folder: label.replace(/^\/|\/$/g, ''), layers };
}

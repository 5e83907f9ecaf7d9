import { lookup } from 'mrmime';
import { ASSETS_PATH } from '@slipway/core';

/** Where the files of all images are in the bucket: the CDN asks it for the path that a browser asked for. */
export const FILES = ASSETS_PATH.slice(1);

/** What a file is stored under, and what browsers are told of it. */
export interface AssetHeaders {
  readonly key: string;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** Names change with content, so a browser need never ask again. A year is the longest that is of use (RFC 9111, 1.2.2). */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Types that are text without being called so. */
const TEXT =
  /^(?:text\/.+|application\/(?:javascript|json|manifest\+json|xml|.+\+(?:json|xml))|image\/svg\+xml)$/;

/** @param path below an image's folder of assets */
export function assetHeaders(path: string): AssetHeaders {
  const type = lookup(path) ?? 'application/octet-stream';
  return {
    key: `${FILES}${path}`,
    contentType: TEXT.test(type) ? `${type}; charset=utf-8` : type,
    cacheControl: FOR_EVER,
  };
}

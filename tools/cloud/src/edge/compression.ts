import type { Transform } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import { pairs, valuesOf, without, type HeaderList } from '../http/header-list';
import type { Encoding } from './accepted-encodings';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
const SMALLEST = 1_000;
const LARGEST = 10_000_000;
const STATUSES = [200, 403, 404];
const TYPES = new Set(
  `application/dash+xml application/eot application/font application/font-sfnt application/javascript
  application/json application/opentype application/otf application/pdf application/pkcs7-mime
  application/protobuf application/rss+xml application/truetype application/ttf application/vnd.apple.mpegurl
  application/vnd.mapbox-vector-tile application/vnd.ms-fontobject application/wasm application/xhtml+xml
  application/xml application/x-font-opentype application/x-font-truetype application/x-font-ttf
  application/x-httpd-cgi application/x-javascript application/x-mpegurl application/x-opentype
  application/x-otf application/x-perl application/x-ttf font/eot font/opentype font/otf font/ttf
  image/svg+xml text/css text/csv text/html text/javascript text/js text/plain text/richtext
  text/tab-separated-values text/xml text/x-component text/x-java-source text/x-script vnd.apple.mpegurl`.split(
    /\s+/,
  ),
);

/** @returns how the edge compresses an answer, `undefined` where CloudFront would leave it as it is */
export function compressionOf(
  { status, headers }: { readonly status: number; readonly headers: HeaderList },
  accepted: readonly Encoding[],
): Encoding | undefined {
  const first = (name: string) => valuesOf(headers, name)[0];
  const type = first('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  // Without a length CloudFront cannot tell whether it is in the range.
  const length = Number(first('content-length'));
  const fits = length >= SMALLEST && length <= LARGEST;
  if (!STATUSES.includes(status) || first('content-encoding') !== undefined) return undefined;
  return TYPES.has(type) && fits ? accepted[0] : undefined;
}

/** A strong tag is of exactly those bytes, so it becomes weak; what is no tag goes. */
export function compressedHeaders(headers: HeaderList, encoding: Encoding): HeaderList {
  const rest = without(headers, (name) => name === 'content-length' || name === 'accept-ranges');
  const tagged = pairs(rest).flatMap(([name, value]) => {
    if (name.toLowerCase() !== 'etag') return [name, value];
    return /^(W\/)?"[^"]*"$/.test(value) ? [name, value.startsWith('W/') ? value : `W/${value}`] : [];
  });
  const varies = valuesOf(rest, 'vary').some((value) => /\baccept-encoding\b|\*/i.test(value));
  return [...tagged, 'Content-Encoding', encoding, ...(varies ? [] : ['Vary', 'Accept-Encoding'])];
}

export function compressor(encoding: Encoding): Transform {
  if (encoding === 'gzip') return createGzip();
  // The default takes seconds for a large script; 5 takes as long as gzip.
  return createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}

import type { ApiCall } from '../gateway/api-service';

/** A call that asks for paths of a distribution to be forgotten. */
export function invalidationOf({
  method,
  path,
  body,
}: ApiCall): { readonly distribution: string; readonly paths: readonly string[] } | undefined {
  const distribution = /\/distribution\/([^/]+)\/invalidation\/?$/.exec(path)?.[1];
  if (method !== 'POST' || distribution === undefined) return undefined;
  const listed = body.toString('utf8').matchAll(/<Path>([^<]*)<\/Path>/g);
  return { distribution, paths: [...listed].map(([, written = '']) => written.replace(/&amp;/g, '&')) };
}

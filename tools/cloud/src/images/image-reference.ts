/** `<account>.dkr.ecr.<region>.amazonaws.com/<repository>` with a digest or a tag. */
export interface ImageReference {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
  readonly id: { readonly imageDigest: string } | { readonly imageTag: string };
}

const FORM =
  /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([a-z0-9._/-]+?)(?:@(sha256:[0-9a-f]{64})|:([\w.-]{1,128}))?$/;

/** @returns `undefined` for an image of another registry, which nothing here can pull */
export function parseImageReference(text: string): ImageReference | undefined {
  const [, account, region, repository, imageDigest, imageTag = 'latest'] = FORM.exec(text) ?? [];
  if (!account || !region || !repository) return undefined;
  return { account, region, repository, id: imageDigest ? { imageDigest } : { imageTag } };
}

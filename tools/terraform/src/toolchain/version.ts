export type Product = 'terraform' | 'opentofu';

/** First version of each with native S3 locking that is no longer experimental. */
export const MINIMUM_VERSION: { readonly [product in Product]: string } = {
  terraform: '1.11.0',
  opentofu: '1.10.0',
};

/** Reads `version -json`, which both products print alike; `undefined` if it is something else. */
export function parseVersion(json: string): string | undefined {
  try {
    const { terraform_version: version } = JSON.parse(json) as { terraform_version?: unknown };
    return typeof version === 'string' && /^\d+\.\d+\.\d+/.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}

/** `version -json` does not say whose version it is; the first line of `version` does. */
export function parseProduct(text: string): Product | undefined {
  if (/^OpenTofu v/m.test(text)) return 'opentofu';
  return /^Terraform v/m.test(text) ? 'terraform' : undefined;
}

/** A pre-release counts as its release: somebody who runs one knows why. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [have, need] = [numbers(version), numbers(minimum)];
  for (const [index, wanted] of need.entries()) {
    const got = have[index] ?? 0;
    if (got !== wanted) return got > wanted;
  }
  return true;
}

function numbers(version: string): number[] {
  return version.split(/[-+]/, 1)[0]!.split('.').map(Number);
}

import { advice, bad, good, type Finding } from './finding';

/** The only form of range that `engines` of `package.json` is written in here. */
const AT_LEAST = /^>=\s*(\d+(?:\.\d+){0,2})$/;

export interface EngineFacts {
  /** As the program itself says it, such as `v20.12.2`; `undefined` when there is none. */
  readonly version: string | undefined;
  /** Of `engines` in `package.json`. @default any will do */
  readonly range?: string;
  /** How to get one that is new enough. */
  readonly fix: string;
}

/** Node or npm against what the workspace asks for. */
export function engineFinding({ version, range, fix }: EngineFacts): Finding {
  if (version === undefined) return bad('not on the PATH', fix);
  const plain = version.replace(/^v/, '');
  if (range === undefined) return good(plain);
  const [, minimum] = AT_LEAST.exec(range) ?? [];
  if (minimum === undefined) return advice(`${plain}; compare it yourself with "${range}" in package.json`);
  return isAtLeast(plain, minimum) ? good(plain) : bad(`${plain}, but ${minimum} or newer is needed`, fix);
}

function isAtLeast(version: string, minimum: string): boolean {
  const have = (version.split(/[-+]/, 1)[0] ?? '').split('.').map(Number);
  for (const [index, wanted] of minimum.split('.').map(Number).entries()) {
    const got = have[index] ?? 0;
    if (got !== wanted) return got > wanted;
  }
  return true;
}

export interface GitFacts {
  /** `undefined` when there is no git. */
  readonly version: string | undefined;
  /** Whether the clone lacks older commits; `undefined` outside of a repository. */
  readonly shallow: boolean | undefined;
}

/** Releases name their commit and look back in its history. */
export function gitFinding({ version, shallow }: GitFacts): Finding {
  if (version === undefined) return bad('not on the PATH', 'Install git: https://git-scm.com/downloads');
  if (shallow === undefined)
    return advice(
      `${version}, but the workspace is not in a repository: releases will not name their commit`,
      'git init && git add --all && git commit',
    );
  if (shallow)
    return advice(
      `${version}, a shallow clone: git cannot tell whether a commit is older than the live one`,
      'git fetch --unshallow    (in a workflow of GitHub: fetch-depth: 0)',
    );
  return good(`${version}, with the whole history`);
}

/** What `findToolchain` came to; a `reason` when it would have gone on to download one. */
export type TerraformFacts =
  | { readonly product: string; readonly version: string; readonly binary: string }
  | { readonly reason: string };

export function terraformFinding(facts: TerraformFacts): Finding {
  if ('reason' in facts)
    return advice(
      facts.reason,
      'Nothing to do: the first plan downloads Terraform once, checks its signature and keeps it in .slipway/terraform.',
    );
  const { product, version, binary } = facts;
  return good(`${product === 'opentofu' ? 'OpenTofu' : 'Terraform'} ${version}, ${binary}`);
}

export function psqlFinding(version: string | undefined): Finding {
  return version === undefined
    ? advice(
        'not on the PATH; only slipway psql needs it',
        'macOS: brew install libpq, Debian and Ubuntu: sudo apt-get install postgresql-client',
      )
    : good(version);
}

export function sessionPluginFinding(file: string | undefined): Finding {
  return file === undefined
    ? advice(
        'not on the PATH; shell, psql and db tunnel need it on AWS',
        'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html',
      )
    : good(file);
}

/** @param endpoint of the embedded cloud that runs */
export function cloudFinding(endpoint: string | undefined): Finding {
  return endpoint === undefined
    ? advice('not running; a deploy to it starts it', 'npx slipway cloud start')
    : good(`runs at ${endpoint}`);
}

import { Failure } from '@slipway/tool-terminal';
import type { Environment } from '@slipway/core';
import type { ReleaseReason, ReleaseRecord } from '../record/release-record';

/** What is to be released. */
export interface ReleaseRequest {
  readonly environment: Environment;
  readonly reason: ReleaseReason;
  /** Of the app's image: `sha256:` and 64 hex digits. */
  readonly digest: string;
  /** What the image was built from. */
  readonly commit?: ReleaseRecord['commit'];
  /** Where a promoted or rolled back image was live before. */
  readonly from?: ReleaseRecord['from'];
  /** Release a commit that is older than the live one, or not known here. @default false */
  readonly allowOlder?: boolean;
  /** Why nothing may be pushed afterwards, until `unhold`. @default no hold is set */
  readonly hold?: string;
  /** @default 30 minutes */
  readonly commandTimeoutMs?: number;
  /** @default 15 minutes */
  readonly rollTimeoutMs?: number;
}

export const COMMAND_TIMEOUT_MS = 30 * 60_000;
export const ROLL_TIMEOUT_MS = 15 * 60_000;

/** Brings code that was not live here: refused during a hold, and runs the release command. */
export function bringsCode(reason: ReleaseReason): boolean {
  return reason === 'push' || reason === 'promote';
}

/** All process types of an environment run the app's one image. */
export function imagesOf({ services }: Environment, digest: string): ReleaseRecord['images'] {
  return Object.fromEntries(Object.keys(services).map((service) => [service, digest]));
}

/** @throws Failure when it is not a digest; a tag will not do, as it may name another image tomorrow */
export function checkDigest(digest: string): void {
  if (/^sha256:[0-9a-f]{64}$/.test(digest)) return;
  throw new Failure(
    'usage',
    `"${digest}" is not an image's digest. It is "sha256:" and 64 hex digits, as the build prints it; a tag may name another image tomorrow. Nothing was changed.`,
  );
}

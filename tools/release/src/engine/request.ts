import { Failure, npxSlipway } from '@slipway/tool-terminal';
import type { Environment } from '@slipway/core';
import { imagesFor, type ReleaseImages } from '../record/release-images';
import type { ReleaseReason, ReleaseRecord } from '../record/release-record';

/** What is to be released. */
export interface ReleaseRequest {
  readonly environment: Environment;
  readonly reason: ReleaseReason;
  /** Of each service, the digest of its image: `sha256:` and 64 hex digits. */
  readonly images: ReleaseImages;
  /** What the images were built from. */
  readonly commit?: ReleaseRecord['commit'];
  /** Where promoted or rolled back images were live before. */
  readonly from?: ReleaseRecord['from'];
  /** Release a commit that is older than the live one, or not known here. @default false */
  readonly allowOlder?: boolean;
  /** Release whose secrets it is to run, and that are what is set once it is live. @default what is set */
  readonly configOf?: Pick<ReleaseRecord, 'version' | 'config'>;
  /** Why nothing may be pushed afterwards, until `unhold`. @default no hold is set */
  readonly hold?: string;
  /** @default 30 minutes */
  readonly commandTimeoutMs?: number;
  /** @default as {@link rollTimeout} says */
  readonly rollTimeoutMs?: number;
}

export const COMMAND_TIMEOUT_MS = 30 * 60_000;

const ROLL_TIMEOUT_MS = 15 * 60_000;
/** For what no setting decides: tasks are placed, networks attached, images pulled. */
const PLACING_MS = 13 * 60_000;

/** How long a roll of these services may take: 15 minutes, or more where they may take long to start and to drain. */
export function rollTimeout({ services }: Pick<Environment, 'services'>): number {
  const declared = Object.values(services).map(
    ({ startSeconds, drainSeconds }) => (startSeconds + drainSeconds) * 1000,
  );
  return Math.max(ROLL_TIMEOUT_MS, PLACING_MS + Math.max(0, ...declared));
}

/** Brings code that was not live here: refused during a hold, and runs the release command. */
export function bringsCode(reason: ReleaseReason): boolean {
  return reason === 'push' || reason === 'promote';
}

/** The same image for every service of an environment. */
export function imageForAll({ services }: Pick<Environment, 'services'>, digest: string): ReleaseImages {
  return Object.fromEntries(Object.keys(services).map((service) => [service, digest]));
}

/**
 * The images of an earlier release for the services that the environment has now.
 *
 * @throws Failure when a service was added since and it is not clear which of several images it runs
 */
export function imagesOf(
  { name, services }: Environment,
  { version, images }: Pick<ReleaseRecord, 'version' | 'images'>,
): ReleaseImages {
  const names = Object.keys(services);
  const known = imagesFor(names, images);
  const missing = names.filter((service) => !(service in known));
  if (missing.length === 0) return known;
  throw new Failure(
    'refused',
    `v${version} has no image for ${missing.join(', ')}, which "${name}" runs now. Nothing was changed. Release images that are built for all services: ${npxSlipway('release', name)}`,
  );
}

/** @throws Failure when a service has no image, or one that is not named by a digest: a tag may name another tomorrow */
export function checkImages({ services }: Environment, images: ReleaseImages): void {
  for (const digest of Object.values(images)) checkDigest(digest);
  const missing = Object.keys(services).filter((service) => !(service in images));
  const unknown = Object.keys(images).filter((service) => !(service in services));
  if (missing.length > 0) throw unfit(`No image was named for ${missing.join(', ')}.`);
  if (unknown.length > 0)
    throw unfit(`An image was named for ${unknown.join(', ')}, which is not a service.`);
}

function unfit(what: string): Failure {
  return new Failure('usage', `${what} Nothing was changed.`);
}

function checkDigest(digest: string): void {
  if (/^sha256:[0-9a-f]{64}$/.test(digest)) return;
  throw new Failure(
    'usage',
    `"${digest}" is not an image's digest. It is "sha256:" and 64 hex digits, as the build prints it; a tag may name another image tomorrow. Nothing was changed.`,
  );
}

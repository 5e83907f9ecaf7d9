import { releaseBucket } from '@slipway/core';
import type { OpenEnvironment } from '@slipway/tool-aws';
import { S3Store, type ObjectStore } from '@slipway/tool-release';

/** Where an environment's releases, and the note of its last deploy, are kept. */
export function storeOf({ environment, clients }: OpenEnvironment): ObjectStore {
  return new S3Store(clients, releaseBucket(environment), environment.name);
}

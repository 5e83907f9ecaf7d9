import type { Environment } from '@slipway/core';
import type { AwsClients } from './aws-clients';

/** An environment, and clients of the very account that it lives in. */
export interface OpenEnvironment {
  readonly environment: Environment;
  /** As its file has it, where `environment` is as it was last deployed. @default the same */
  readonly written?: Environment;
  readonly clients: AwsClients;
}

import type { Environment } from '@slipway/core';
import type { AwsClients } from './aws-clients';

/** An environment, and clients of the very account that it lives in. */
export interface OpenEnvironment {
  readonly environment: Environment;
  readonly clients: AwsClients;
}

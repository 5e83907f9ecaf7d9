import type { Environment } from '@slipway/core';
import type { Terraform } from '@slipway/tool-terraform';
import type { OpenCloud } from './embedded-cloud';
import type { ResolvedOptions } from './options';
import type { Stack } from './stack';
import type { Stopwatch } from './stopwatch';
import type { CloudName } from './target';

/** An environment that is synthesized, guarded and ready to be planned. */
export interface TerraformSession {
  readonly name: string;
  readonly environment: Environment;
  readonly cloud: CloudName;
  readonly stack: Stack;
  readonly terraform: Terraform;
  /** Absolute path of Terraform's working directory. */
  readonly directory: string;
  readonly options: ResolvedOptions;
  readonly stopwatch: Stopwatch;
  /** What leads to the embedded cloud. @default the caller's own AWS settings */
  readonly variables?: OpenCloud['variables'];
  /** Ends the watch over the embedded cloud, if there is one: that it stops is meant from now on. */
  unwatch(): void;
}

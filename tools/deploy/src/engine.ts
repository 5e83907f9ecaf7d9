import { findToolchain, Terraform } from '@slipway/tool-terraform';
import { callerAccount } from './caller-account';
import { takenLogGroup } from './log-group-owner';
import { otherHome } from './other-homes';
import { providerConfig } from './provider-config';

/** Everything of a verb that starts a process or asks AWS, so that the verbs can be tried without either. */
export interface Engine {
  readonly findToolchain: typeof findToolchain;
  readonly providerConfig: typeof providerConfig;
  readonly terraform: (options: ConstructorParameters<typeof Terraform>[0]) => Terraform;
  readonly callerAccount: typeof callerAccount;
  readonly otherHome: typeof otherHome;
  readonly takenLogGroup: typeof takenLogGroup;
}

export const REAL_ENGINE: Engine = {
  findToolchain,
  providerConfig,
  terraform: (options) => new Terraform(options),
  callerAccount,
  otherHome,
  takenLogGroup,
};

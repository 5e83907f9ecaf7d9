import type { Environment } from '@slipway/core';
import {
  awsClients,
  awsFailure,
  type AwsClients,
  type AwsTarget,
  type AwsVariables,
  type OpenEnvironment,
} from '@slipway/tool-aws';
import { readEnvironment } from '@slipway/tool-synth';
import { asCalled, Failure, npxSlipway } from '@slipway/tool-terminal';
import { embeddedCloud } from './embedded-cloud';
import { guardAccount, guardName } from './guards';
import { targetCloud, type CloudName } from './target';

export interface OpenEnvironmentOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** On the embedded cloud instead of where the environment lives. @default `SLIPWAY_CLOUD`, else its `cloud:` tag */
  readonly embedded?: boolean;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Told what a user should know. @default nobody */
  readonly note?: (text: string) => void;
  /** @default `@slipway/tool-synth` */
  readonly read?: (name: string, options: { readonly workspace: string }) => Promise<Environment>;
  /** @default `awsClients` of `@slipway/tool-aws` */
  readonly connect?: (target: AwsTarget) => AwsClients;
  /** What leads to the embedded cloud, `undefined` when it does not run. @default the one of `@slipway/tool-cloud` */
  readonly embeddedVariables?: (
    environment: Environment,
    options: OpenEnvironmentOptions,
  ) => Promise<AwsVariables | undefined>;
}

/** An open environment that says where it lives: for what goes there without our clients, and for the words of errors. */
export interface LocatedEnvironment extends OpenEnvironment {
  readonly cloud: CloudName;
  readonly target: AwsTarget;
  /** To be called after a change: sees to it that it lasts. On AWS everything does. Never rejects. */
  readonly keep: () => Promise<void>;
}

/**
 * Opens the way to where an environment lives: its account on AWS, after a look at whose credentials these are, or the
 * embedded cloud.
 *
 * @throws SynthError when its file is wrong; Failure `guard` for credentials of another account, `credentials` for none,
 * `cloud` when the embedded cloud does not run
 */
export async function openEnvironment(
  name: string,
  options: OpenEnvironmentOptions,
): Promise<LocatedEnvironment> {
  const { workspace, embedded, env = process.env, read = readEnvironment, connect = awsClients } = options;
  const cloud = targetCloud(name, { workspace, env, embedded });
  const environment = await read(name, { workspace });
  guardName(name, environment, env);
  const { account, region } = environment.aws;
  if (cloud === 'embedded') {
    const target = { account, region, variables: await variablesOf(environment, options) };
    const { keep } = embeddedCloud(workspace, env, options.note ?? (() => undefined));
    return { environment, cloud, target, clients: connect(target), keep };
  }
  const profile = profileOf(name, env);
  const target = { account, region, ...(profile && { variables: { AWS_PROFILE: profile } }) };
  const clients = connect(target);
  guardAccount(environment, await callerOf(clients, name));
  return { environment, cloud, target, clients, keep: async () => undefined };
}

/**
 * A profile of an environment's own, for verbs that work in two accounts at once: a promotion reads one and writes the
 * other. `AWS_PROFILE_STAGING` is for `staging`, `AWS_PROFILE_EU_PROD` for `eu-prod`.
 */
function profileOf(name: string, env: NodeJS.ProcessEnv): string | undefined {
  return env[`AWS_PROFILE_${name.toUpperCase().replaceAll('-', '_')}`] || undefined;
}

async function callerOf(clients: AwsClients, environment: string): Promise<string> {
  try {
    const { Account = '' } = await (await clients.sts()).getCallerIdentity({});
    return Account;
  } catch (error) {
    throw awsFailure(error, { environment, cloud: 'aws', safe: 'Nothing was changed.' });
  }
}

async function variablesOf(environment: Environment, options: OpenEnvironmentOptions): Promise<AwsVariables> {
  const { embeddedVariables = runningCloud } = options;
  const variables = await embeddedVariables(environment, options);
  if (variables) return variables;
  throw new Failure(
    'cloud',
    `The embedded cloud is not running, so "${environment.name}" cannot be reached. Nothing was changed.\nStart it again, with everything in it: npx slipway cloud start\nIf it does not have "${environment.name}" yet: ${asCalled(options, () => npxSlipway('deploy', environment.name))}`,
  );
}

async function runningCloud({ aws }: Environment, { workspace, env = process.env }: OpenEnvironmentOptions) {
  const { cloudEnvironment, cloudStatus } = await import('@slipway/tool-cloud');
  const cloud = await cloudStatus({ workspace, env });
  return cloud && cloudEnvironment(cloud, aws, env);
}

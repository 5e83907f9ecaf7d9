import type { Environment } from '@slipway/core';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import type { Stack } from './stack';

/** An environment, as far as it says where it lives. */
type Located = Pick<Environment, 'name'> & { readonly aws: Pick<Environment['aws'], 'account'> };

/** Workspace `default` would be a state that no environment owns. */
const FORBIDDEN = 'default';

/**
 * The name on the command line, the folder's environment and the workspace must be one.
 *
 * @throws Failure `guard`
 */
export function guardName(
  name: string,
  environment: Pick<Environment, 'name'>,
  env: NodeJS.ProcessEnv,
): void {
  if (name === FORBIDDEN) {
    throw guard(
      'An environment cannot be called "default": that is the workspace that Terraform falls back to.',
    );
  }
  if (environment.name !== name) {
    throw guard(
      `environments/${name}/environment.ts has the name "${environment.name}". A deploy would change the state and resources of that environment. Set its name to "${name}".`,
    );
  }
  if (env.TF_WORKSPACE && env.TF_WORKSPACE !== name) {
    throw guard(
      `TF_WORKSPACE is "${env.TF_WORKSPACE}", but this is about "${name}". Run unset TF_WORKSPACE, or name the other environment.`,
    );
  }
}

/** @throws Failure `guard` when Terraform stands in another workspace than the environment's */
export function guardWorkspace(name: string, workspace: string): void {
  if (workspace === name) return;
  throw guard(
    `Terraform is in workspace "${workspace}", the environment is "${name}". Run: ${npxSlipway('workspace', name)}`,
  );
}

/**
 * Every AWS provider of the stack is pinned to the environment's account, so that Terraform checks it too.
 *
 * @throws Failure `guard`
 */
export function guardPinnedAccount({ name, aws }: Located, stack: Stack): void {
  for (const { alias, allowed_account_ids: allowed = [] } of stack.provider?.aws ?? []) {
    if (allowed.length === 1 && allowed[0] === aws.account) continue;
    const provider = alias ? `provider aws.${alias}` : 'provider aws';
    throw guard(
      `${provider} of "${name}" is allowed to use ${allowed.length ? `account ${allowed.join(', ')}` : 'any account'}; set its allowed_account_ids to ["${aws.account}"].`,
    );
  }
}

/**
 * @param actual the account that the credentials belong to
 * @throws Failure `guard`
 */
export function guardAccount({ name, aws }: Located, actual: string): void {
  if (actual === aws.account) return;
  throw guard(
    [
      `The credentials belong to AWS account ${actual}, but "${name}" lives in ${aws.account}.`,
      `Switch to that account (AWS_PROFILE), or correct aws.account in environments/${name}/environment.ts.`,
    ].join('\n'),
  );
}

function guard(message: string): Failure {
  return new Failure('guard', `${message}\nNothing was planned.`);
}

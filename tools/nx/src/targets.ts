import type { TargetConfiguration } from '@nx/devkit';

interface Targets {
  readonly [target: string]: TargetConfiguration;
}

/** What of the world outside of an environment's folder and its libraries decides what is synthesized. */
const SYNTH_INPUTS: NonNullable<TargetConfiguration['inputs']> = [
  'production',
  '^production',
  '{workspaceRoot}/tools/synth/{bin,load}/**/*',
  { externalDependencies: ['@cdktf/provider-aws', 'cdktf', 'constructs', 'esbuild', 'zod'] },
];

/**
 * Targets of one environment. Only what is a pure function of files is cached; the others ask AWS, and want a terminal
 * to themselves.
 */
export function environmentTargets(name: string): Targets {
  const output = `{workspaceRoot}/cdktf.out/${name}`;
  return {
    synth: {
      ...command(`node tools/synth/bin/synth.mjs ${name}`, 'Write the Terraform JSON. Needs no credentials.'),
      cache: true,
      inputs: SYNTH_INPUTS,
      // Files by name: what terraform keeps beside them (.terraform, 700 MB) must not get into Nx's cache.
      outputs: [
        `${output}/environment.json`,
        `${output}/manifest.json`,
        `${output}/stacks/${name}/cdk.tf.json`,
        `${output}/stacks/${name}/assets`,
      ],
    },
    validate: {
      ...slipway('validate', name, 'Check the Terraform JSON against the provider. Needs no credentials.'),
      cache: true,
      inputs: [...SYNTH_INPUTS, '{workspaceRoot}/tools/{cli,deploy,terraform}/src/**/*'],
      outputs: [],
    },
    plan: asks('plan', name, 'Show what a deploy would change.'),
    deploy: asks('deploy', name, 'Plan, show, confirm, apply that plan, print the outputs.'),
    destroy: asks('destroy', name, 'Plan the removal of everything, show, confirm, remove.'),
    ps: asks('ps', name, 'Show the tasks that run, with release, state and health.'),
    logs: asks('logs', name, 'Print what the tasks said in the last 15 minutes.'),
    output: asks('output', name, 'Print the outputs of the last deploy.'),
    workspace: asks('workspace', name, 'Say which state, workspace and account belong to the environment.'),
  };
}

/** `nx test <project>`: its specs that need nothing but Node. They look at more than Nx could know, so no cache. */
export function testTarget(projectRoot: string): TargetConfiguration {
  return command(`jest ${projectRoot}/ --selectProjects fast --passWithNoTests`, 'Run the fast specs.');
}

function asks(verb: string, name: string, description: string): TargetConfiguration {
  // One at a time: two plans that ask for a yes on one terminal cannot be told apart.
  return { ...slipway(verb, name, description), cache: false, parallelism: false };
}

function slipway(verb: string, name: string, description: string): TargetConfiguration {
  return command(`node tools/cli/bin/slipway.mjs ${verb} ${name}`, description);
}

function command(line: string, description: string): TargetConfiguration {
  return {
    executor: 'nx:run-commands',
    // Nx sets FORCE_COLOR even where its output goes to a file; in a terminal the command finds out by itself.
    options: { command: line, env: { FORCE_COLOR: '' } },
    metadata: { description },
  };
}

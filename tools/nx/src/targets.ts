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

interface Where {
  /** It lives on the embedded cloud. */
  readonly embedded: boolean;
}

/**
 * Targets of one environment: the verbs that need no further word. Only what is a pure function of files is cached; the others ask AWS, and want a terminal
 * to themselves.
 */
export function environmentTargets(name: string, { embedded }: Where): Targets {
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
    release: asks(
      'release',
      name,
      embedded
        ? 'Build the app of this workspace and release it.'
        : 'Release an image that is in the registry: --image=sha256:…',
    ),
    promote: asks('promote', name, 'Ship here what is live in staging, or in --from=<environment>.'),
    rollback: asks('rollback', name, 'Bring back what was live before, and hold.'),
    releases: asks('releases', name, 'List what was released: who, what, when and how it went.'),
    status: asks('status', name, 'Say what is live, what runs and what is not as it should be.'),
    doctor: asks('doctor', name, 'Check everything that it needs, and say how to fix it.'),
    ps: asks('ps', name, 'Show the tasks that run, with release, state and health.'),
    logs: asks('logs', name, 'Print what the tasks said in the last 15 minutes.'),
    open: asks('open', name, 'Print the address, and open it in the browser.'),
    config: asks('config list', name, 'List the secrets that are set, and those that are missing.'),
    output: asks('output', name, 'Print the outputs of the last deploy.'),
    workspace: asks('workspace', name, 'Say which state, workspace and account belong to the environment.'),
    ...(embedded && { rehearse: rehearsal() }),
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

/** It brings an embedded cloud of its own, so that what lives on yours is left alone. */
function rehearsal(): TargetConfiguration {
  const line = 'node tools/cli/bin/slipway.mjs rehearse';
  const target = command(line, 'Live through good and bad releases of staging and prod.');
  return { ...target, cache: false, parallelism: false };
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

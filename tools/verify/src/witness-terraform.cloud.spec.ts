import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runProgram, type Ran } from '@slipway/tool-python';
import {
  cliConfig,
  findToolchain,
  LOCKED_AWS_PROVIDER,
  providerPlatform,
  terraformEnvironment,
  type Toolchain,
} from '@slipway/tool-terraform';
import { ROOT } from './root';
import { EXECUTION_ROLE, WitnessStage } from './witness-stage';

const stage = new WitnessStage();
const note = () => undefined;
let toolchain: Toolchain;
let env: NodeJS.ProcessEnv;
let directory: string;

const terraform = (...args: string[]): Promise<Ran> =>
  runProgram(toolchain.binary, [`-chdir=${directory}`, ...args, '-no-color', '-input=false'], { env });

beforeAll(async () => {
  await stage.start();
  directory = stage.folder('terraform');
  toolchain = await findToolchain({ workspace: ROOT, env: process.env, note });
  const provider = {
    host: toolchain.product === 'opentofu' ? 'registry.opentofu.org' : 'registry.terraform.io',
    version: LOCKED_AWS_PROVIDER,
    platform: providerPlatform(process.platform, process.arch),
  };
  const machine = { home: homedir(), env: process.env, platform: process.platform };
  const config = await cliConfig({ workspace: ROOT, toolchain, provider, machine, note });
  env = terraformEnvironment(process.env, { ...stage.variables, ...config }, note);
  declare('first');
  expect(await terraform('init')).toMatchObject({ code: 0 });
});

afterAll(() => stage.remove());

/** A service of two tasks that Terraform itself rolls, and waits for, as people do who have no release engine. */
function declare(version: string): void {
  const container = {
    name: 'web',
    image: stage.image,
    essential: true,
    portMappings: [{ containerPort: 8080 }],
    environment: [{ name: 'VERSION', value: version }],
    stopTimeout: 2,
  };
  const stack = {
    terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: LOCKED_AWS_PROVIDER } } },
    provider: { aws: [{ region: 'eu-west-1' }] },
    resource: {
      aws_ecs_cluster: { main: { name: 'terraformed' } },
      aws_ecs_task_definition: {
        web: {
          family: 'terraformed',
          requires_compatibilities: ['FARGATE'],
          network_mode: 'awsvpc',
          cpu: '256',
          memory: '512',
          execution_role_arn: EXECUTION_ROLE,
          container_definitions: JSON.stringify([container]),
        },
      },
      aws_ecs_service: {
        web: {
          name: 'web',
          cluster: '${aws_ecs_cluster.main.arn}',
          task_definition: '${aws_ecs_task_definition.web.arn}',
          desired_count: 2,
          launch_type: 'FARGATE',
          wait_for_steady_state: true,
          deployment_circuit_breaker: { enable: true, rollback: true },
          network_configuration: { subnets: stage.stage.subnets },
          load_balancer: [
            { target_group_arn: stage.stage.targetGroup, container_name: 'web', container_port: 8080 },
          ],
        },
      },
    },
  };
  writeFileSync(join(directory, 'main.tf.json'), JSON.stringify(stack));
}

const describeService = async () =>
  (await stage.ecs.describeServices({ cluster: 'terraformed', services: ['web'] })).services?.[0];

async function applied(changes: string): Promise<void> {
  const { code, output } = await terraform('apply', '-auto-approve');
  expect(output).toContain(`Apply complete! Resources: ${changes}.`);
  expect(code).toBe(0);
  const planned = await terraform('plan', '-detailed-exitcode');
  expect(planned).toMatchObject({ code: 0, output: expect.stringContaining('No changes.') });
}

test('the provider makes a service and waits until it is steady', async () => {
  await applied('3 added, 0 changed, 0 destroyed');
  expect(await describeService()).toMatchObject({
    runningCount: 2,
    deployments: [{ rolloutState: 'COMPLETED' }],
  });
});

test('it rolls a new revision and waits until it alone runs', async () => {
  declare('second');
  await applied('1 added, 1 changed, 1 destroyed');
  expect(await describeService()).toMatchObject({
    taskDefinition: expect.stringMatching(/task-definition\/terraformed:2$/),
    runningCount: 2,
    deployments: [{ rolloutState: 'COMPLETED' }],
  });
});

test('it destroys everything, and nothing runs any more', async () => {
  const { output, code } = await terraform('destroy', '-auto-approve');
  expect(output).toContain('Destroy complete! Resources: 3 destroyed.');
  expect(code).toBe(0);
  const { clusters } = await stage.ecs.describeClusters({ clusters: ['terraformed'] });
  expect(clusters).toMatchObject([{ status: 'INACTIVE', runningTasksCount: 0, activeServicesCount: 0 }]);
});

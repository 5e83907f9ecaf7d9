import type { SampleEcs } from '../sample-ecs';
import { RULES } from './rules/rules';
import { testRefusals } from './sample-refusals';

const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } };
const RUN = {
  cluster: 'acme-test',
  taskDefinition: 'good',
  launchType: 'FARGATE',
  networkConfiguration: NETWORK,
};
const role = (name: string) => `arn:aws:iam::222222222222:role/${name}`;
const overridden = (change: object) => ({ overrides: { containerOverrides: [{ name: 'web', ...change }] } });

async function prepare(sample: SampleEcs): Promise<void> {
  await sample.service();
  await sample.clock.pass(2000);
}

testRefusals({
  operation: 'RunTask',
  base: { ...RUN, overrides: { executionRoleArn: role('execution'), taskRoleArn: role('task') } },
  prepare,
  // Services show where tasks may be placed, and lists how things are named.
  shown: [...(RULES.CreateService ?? []), ...(RULES.ListTasks ?? [])],
  cases: [
    [{ taskDefinition: undefined }, 'TaskDefinition can not be blank.'],
    [{ taskDefinition: 'none' }, 'ClientException: TaskDefinition not found.'],
    [{ count: 0 }, 'Invalid count: it must be between 1 and 10.'],
    [{ count: 11 }, 'Invalid count: it must be between 1 and 10.'],
    [{ startedBy: 'x'.repeat(129) }, 'startedBy can have at most 128'],
    [{ clientToken: 'a b' }, 'clientToken can have at most 64 ASCII characters'],
    [{ clientToken: 'x'.repeat(65) }, 'clientToken can have at most 64 ASCII characters'],
    [{ propagateTags: 'SERVICE' }, 'RunTask does not support propagateTags SERVICE.'],
    [{ launchType: 'EC2' }, 'No Container Instances were found in your cluster.'],
    [{ launchType: undefined }, 'No Container Instances were found in your cluster.'],
    [{ group: 'service:web' }, "the prefix 'service:' is reserved."],
    [{ networkConfiguration: undefined }, "Network Configuration must be provided when networkMode 'awsvpc'"],
    [
      { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-none'] } } },
      "The subnet ID 'subnet-none' does not exist",
    ],
    [overridden({ command: ['x'.repeat(8192)] }), 'Container Overrides length must be at most 8192'],
    [
      overridden({ name: 'api' }),
      'Override for container named api is not a container in the TaskDefinition.',
    ],
    [{ overrides: { cpu: '512', memory: '512' } }, 'No Fargate configuration exists for given values'],
    [{ overrides: { memory: '100' } }, 'No Fargate configuration exists for given values'],
    [overridden({ memory: 513 }), "'memory' setting for container 'web' is greater than for task."],
    [
      { overrides: { executionRoleArn: role('none') } },
      `ClientException: ECS was unable to assume the role '${role('none')}' that was provided for this task.`,
    ],
    [{ overrides: { taskRoleArn: role('gone') } }, 'ECS was unable to assume the role'],
    [{ placementConstraints: [{ type: 'distinctInstance' }] }, 'placementConstraints is not supported'],
    [{ placementStrategy: [{ type: 'spread' }] }, 'placementStrategy is not supported'],
    [overridden({ resourceRequirements: [{ type: 'GPU', value: '1' }] }), 'GPU resource requirements.'],
    [
      { overrides: { inferenceAcceleratorOverrides: [{ deviceName: 'x' }] } },
      'does not follow overrides.inferenceAcceleratorOverrides',
    ],
    [{ volumeConfigurations: [{ name: 'data' }] }, 'does not follow volumeConfigurations'],
    [
      overridden({ environmentFiles: [{ value: 'arn:aws:s3:::a/b', type: 's3' }] }),
      'does not follow overrides.containerOverrides.environmentFiles',
    ],
    [{ platformVersion: '9' }, 'PlatformUnknownException'],
    [
      { tags: [{ key: '', value: 'x' }] },
      "Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      { tags: [{ key: 'a*b', value: 'x' }] },
      "Value 'a*b' at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern",
    ],
    [{ networkConfiguration: { awsvpcConfiguration: {} } }, 'subnets can not be empty.'],
    [{ overrides: [] }, 'SerializationException: Start of list found where not expected'],
    [{ taskDefinition: {} }, 'SerializationException: Start of structure or map found where not expected.'],
    [
      { enableExecuteCommand: 'yes' },
      'SerializationException: STRING_VALUE can not be converted to a Boolean',
    ],
  ],
});

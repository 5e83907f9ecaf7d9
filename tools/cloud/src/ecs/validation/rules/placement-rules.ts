import type { CapacityProviderStrategyItem, NetworkConfiguration, TaskDefinition } from '@aws-sdk/client-ecs';
import { nameIn } from '../../arn';
import { findDefinition } from '../../find';
import type { RegionRecord } from '../../state';
import type { VpcById } from '../account-facts';
import { API, CODES, firstOf, GUIDE, words, type Rule, type RuleContext, type Words } from './rule';

/** What CreateService, UpdateService and RunTask have in common: where tasks are to run. */
export interface Placed {
  readonly cluster?: string;
  readonly taskDefinition?: string;
  readonly launchType?: string;
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
  readonly platformVersion?: string;
  readonly networkConfiguration?: NetworkConfiguration;
}

const VPC = `${API}/API_AwsVpcConfiguration.html`;
const STRATEGY = `${API}/API_CapacityProviderStrategyItem.html`;
const PLATFORMS = ['LATEST', '1.4.0', '1.3.0'];
const MOST_PROVIDERS = 20;

/** What is not there is for the operation to say. */
export function definitionOf(input: Placed, { region }: RuleContext): TaskDefinition | undefined {
  return input.taskDefinition === undefined ? undefined : findDefinition(region, input.taskDefinition);
}

/** Whether it is for container instances, of which there are none: EC2 is what AWS takes nothing for. */
export function needsInstances(input: Placed, region: RegionRecord): boolean {
  const { launchType, capacityProviderStrategy = [] } = input;
  if (launchType !== undefined) return launchType !== 'FARGATE';
  const cluster = region.clusters.get(nameIn(input.cluster ?? 'default'));
  return capacityProviderStrategy.length === 0 && cluster?.defaultCapacityProviderStrategy.length === 0;
}

const rule = (member: string, source: string, refuses: Rule<Placed>['refuses']): Rule<Placed> => ({
  member,
  code: CODES.PARAMETER,
  source,
  refuses,
});

/** What can be said of a request by itself. */
export const PLACEMENT_RULES: readonly Rule<Placed>[] = [
  rule('launchType', `${API}/API_CreateService.html`, ({ launchType, capacityProviderStrategy = [] }) =>
    words(
      launchType !== undefined && capacityProviderStrategy.length > 0,
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    ),
  ),
  rule('launchType', 'https://github.com/oranmoshai/ecsServiceRestart/issues/2', (input, context) => {
    const { compatibilities = ['EC2', 'FARGATE'] } = definitionOf(input, context) ?? {};
    return words(
      input.launchType === 'FARGATE' && !compatibilities.includes('FARGATE'),
      'Task definition does not support launch_type FARGATE.',
    );
  }),
  rule('capacityProviderStrategy', STRATEGY, ({ capacityProviderStrategy = [] }) =>
    words(
      capacityProviderStrategy.length > MOST_PROVIDERS,
      `The capacity provider strategy can have at most ${MOST_PROVIDERS} capacity providers.`,
    ),
  ),
  rule('capacityProviderStrategy', STRATEGY, (input, { region }) =>
    firstOf(input.capacityProviderStrategy, ({ capacityProvider = '' }) =>
      words(
        !region.clusters
          .get(nameIn(input.cluster ?? 'default'))
          ?.capacityProviders.includes(nameIn(capacityProvider)),
        'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.',
      ),
    ),
  ),
  rule('capacityProviderStrategy', STRATEGY, ({ capacityProviderStrategy = [] }) =>
    words(
      capacityProviderStrategy.filter(({ base }) => (base ?? 0) > 0).length > 1,
      'Only one capacity provider in a capacity provider strategy can have a base defined.',
    ),
  ),
  rule('capacityProviderStrategy', STRATEGY, ({ capacityProviderStrategy = [] }) =>
    words(
      capacityProviderStrategy.length > 1 &&
        capacityProviderStrategy.every(({ weight, base }) => !weight && !base),
      'At least one capacity provider must have a weight greater than zero.',
    ),
  ),
  {
    ...rule('platformVersion', `${GUIDE}/platform-linux-fargate.html`, ({ platformVersion }) =>
      words(
        platformVersion !== undefined && !PLATFORMS.includes(platformVersion),
        'The specified platform does not exist.',
      ),
    ),
    code: 'PlatformUnknownException',
  },
  rule('networkConfiguration', `${API}/API_NetworkConfiguration.html`, (input, context) => {
    const { networkMode } = definitionOf(input, context) ?? {};
    return words(
      input.networkConfiguration?.awsvpcConfiguration !== undefined &&
        networkMode !== undefined &&
        networkMode !== 'awsvpc',
      'Network Configuration is not valid for the given networkMode of this task definition.',
    );
  }),
  rule('networkConfiguration.awsvpcConfiguration.subnets', VPC, ({ networkConfiguration }) => {
    const vpc = networkConfiguration?.awsvpcConfiguration;
    return words(vpc !== undefined && (vpc.subnets ?? []).length === 0, 'subnets can not be empty.');
  }),
  rule('networkConfiguration.awsvpcConfiguration.subnets', VPC, ({ networkConfiguration }) => {
    const { subnets = [] } = networkConfiguration?.awsvpcConfiguration ?? {};
    return words(subnets.length > 16, 'subnets can have at most 16 items.');
  }),
  rule('networkConfiguration.awsvpcConfiguration.securityGroups', VPC, ({ networkConfiguration }) => {
    const { securityGroups = [] } = networkConfiguration?.awsvpcConfiguration ?? {};
    return words(securityGroups.length > 5, 'securityGroups can have at most 5 items.');
  }),
];

/** One question to EC2 for each kind, both at once. */
export const NETWORK_RULES: readonly Rule<Placed>[] = [
  rule(
    'networkConfiguration.awsvpcConfiguration',
    'https://github.com/getmoto/moto/blob/5.2.5/moto/ecs/models.py',
    async ({ networkConfiguration }, { account, region }) => {
      const { subnets = [], securityGroups = [] } = networkConfiguration?.awsvpcConfiguration ?? {};
      if (subnets.length === 0) return undefined;
      const [ofSubnets, ofGroups] = await Promise.all([
        account.subnets(region, subnets),
        securityGroups.length > 0 ? account.securityGroups(region, securityGroups) : NONE,
      ]);
      return (
        missing(SUBNETS, subnets, ofSubnets) ??
        missing(GROUPS, securityGroups, ofGroups) ??
        ofOneVpc([...ofSubnets.values()], ofGroups)
      );
    },
  ),
];

const NONE: VpcById = new Map();

interface Kind {
  readonly name: string;
  readonly prefix: string;
  readonly words: string;
  /** Of EC2's errors. */
  readonly code: string;
}

const SUBNETS: Kind = { name: 'subnet', prefix: 'subnet-', words: 'subnet ID', code: 'InvalidSubnetID' };
const GROUPS: Kind = { name: 'security group', prefix: 'sg-', words: 'security group', code: 'InvalidGroup' };

/** EC2's words, in ECS's. */
function missing(kind: Kind, ids: readonly string[], found: VpcById): Words {
  const said = (text: string, code: string) =>
    `Error retrieving ${kind.name} information for [${ids.join(', ')}]: ${text} (ErrorCode: ${kind.code}${code})`;
  const wrong = ids.find((id) => !id.startsWith(kind.prefix));
  if (wrong !== undefined)
    return said(`Invalid id: "${wrong}" (expecting "${kind.prefix}...")`, '.Malformed');
  const gone = ids.find((id) => !found.has(id));
  if (gone === undefined) return undefined;
  return said(`The ${kind.words} '${gone}' does not exist`, '.NotFound');
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html */
function ofOneVpc(subnets: readonly string[], groups: VpcById): Words {
  const [vpc] = subnets;
  if (subnets.some((one) => one !== vpc)) return 'All subnets must belong to the same VPC.';
  const [stranger] = [...groups].find(([, one]) => one !== vpc) ?? [];
  return words(
    stranger !== undefined,
    `Security Group ${stranger} does not appear to belong to the same VPC as the input subnets.`,
  );
}

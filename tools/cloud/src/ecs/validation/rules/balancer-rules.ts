import type { LoadBalancer, TaskDefinition } from '@aws-sdk/client-ecs';
import type { KnownTargetGroup } from '../account-facts';
import { API, CODES, GUIDE, words, type Rule, type RuleContext, type Words } from './rule';
import { serviceAfter, type ServiceRequest } from './service-after';

const BALANCER = `${API}/API_LoadBalancer.html`;
const MOST_GROUPS = 5;

const rule = (
  member: string,
  source: string,
  refuses: Rule<ServiceRequest>['refuses'],
): Rule<ServiceRequest> => ({
  member: `loadBalancers${member}`,
  code: CODES.PARAMETER,
  source,
  refuses,
});

/** Looks at each target group that a request names. What cannot be found, another rule speaks of. */
const ofGroup =
  (refuses: (arn: string, group: KnownTargetGroup, input: ServiceRequest, context: RuleContext) => Words) =>
  async (input: ServiceRequest, context: RuleContext): Promise<Words> => {
    for (const { targetGroupArn } of input.loadBalancers ?? []) {
      const group = targetGroupArn && (await context.account.targetGroup(context.region, targetGroupArn));
      const said = group && refuses(targetGroupArn, group, input, context);
      if (said) return said;
    }
    return undefined;
  };

/** What a service can be behind. */
export const BALANCER_RULES: readonly Rule<ServiceRequest>[] = [
  rule('', BALANCER, ({ loadBalancers = [] }) =>
    words(loadBalancers.length > MOST_GROUPS, `loadBalancers can have at most ${MOST_GROUPS} items.`),
  ),
  rule('.targetGroupArn', BALANCER, ({ loadBalancers = [] }) =>
    words(loadBalancers.some(isNeither), 'Exactly one of loadBalancerName or targetGroupArn must be given.'),
  ),
  rule('.loadBalancerName', BALANCER, ({ loadBalancers = [] }) =>
    words(
      loadBalancers.some(({ loadBalancerName }) => loadBalancerName !== undefined),
      'Classic Load Balancers are not supported with networkMode=awsvpc.',
    ),
  ),
  rule('.containerName', BALANCER, ({ loadBalancers = [] }) =>
    words(
      loadBalancers.some(({ containerName }) => !containerName),
      'Container name can not be blank.',
    ),
  ),
  rule('.containerName', BALANCER, (input, context) => {
    const { definition, balancers } = serviceAfter(input, context);
    const stranger = balancers.find(
      ({ containerName }) => definition && !containerOf(definition, containerName),
    );
    return words(
      stranger !== undefined,
      `The container ${stranger?.containerName} does not exist in the task definition.`,
    );
  }),
  rule('.containerPort', BALANCER, (input, context) => {
    const { definition, balancers } = serviceAfter(input, context);
    const closed = balancers.find(
      ({ containerName, containerPort }) =>
        definition &&
        !containerOf(definition, containerName)?.portMappings?.some(
          (mapping) => mapping.containerPort === containerPort,
        ),
    );
    return words(
      closed !== undefined,
      `The container ${closed?.containerName} did not have a container port ${closed?.containerPort} defined.`,
    );
  }),
  rule(
    '.targetGroupArn',
    'https://github.com/trussworks/terraform-aws-ecs-service/issues/335',
    async ({ loadBalancers = [] }, { account, region }) => {
      for (const { targetGroupArn = '' } of loadBalancers) {
        if (targetGroupArn && !(await account.targetGroup(region, targetGroupArn)))
          return 'Unable to assume role and validate the specified targetGroupArn. Please verify that the ECS service role being passed has the proper permissions.';
      }
      return undefined;
    },
  ),
  rule(
    '.targetGroupArn',
    `${GUIDE}/alb.html`,
    ofGroup((arn, { targetType }, input, context) =>
      words(
        targetType !== 'ip' && serviceAfter(input, context).definition?.networkMode === 'awsvpc',
        `The provided target group ${arn} has target type ${targetType}, which is incompatible with the awsvpc network mode specified in the task definition.`,
      ),
    ),
  ),
  rule(
    '.targetGroupArn',
    'https://github.com/hashicorp/terraform/issues/32908',
    ofGroup((arn, { isUsed }) =>
      words(
        !isUsed,
        `The target group with targetGroupArn ${arn} does not have an associated load balancer.`,
      ),
    ),
  ),
];

const isNeither = ({ loadBalancerName, targetGroupArn }: LoadBalancer) =>
  (loadBalancerName === undefined) === (targetGroupArn === undefined);

const containerOf = ({ containerDefinitions = [] }: TaskDefinition, container: string | undefined) =>
  containerDefinitions.find(({ name }) => name === container);

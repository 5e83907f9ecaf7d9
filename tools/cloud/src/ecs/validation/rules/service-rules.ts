import type { CreateServiceRequest } from '@aws-sdk/client-ecs';
import { API, CODES, GUIDE, NAME, words, type Rule } from './rule';
import { serviceAfter, type ServiceRequest } from './service-after';

const CREATE = `${API}/API_CreateService.html`;
const DEPLOYMENT = `${API}/API_DeploymentConfiguration.html`;
const BREAKER = `${API}/API_ThresholdConfiguration.html`;
/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html: tasks of a service */
const MOST_TASKS = 5000;
const MOST_TOKEN = 36;
/** Seconds: the most that 32 bits can say. */
const LONGEST_GRACE = 2_147_483_647;

const rule = <T extends ServiceRequest>(
  member: string,
  source: string,
  refuses: Rule<T>['refuses'],
): Rule<T> => ({
  member,
  code: CODES.PARAMETER,
  source,
  refuses,
});

export const NETWORK_MISSING =
  "Network Configuration must be provided when networkMode 'awsvpc' is specified.";

/** What makes a service alone. */
export const NEW_SERVICE_RULES: readonly Rule<CreateServiceRequest>[] = [
  rule('serviceName', CREATE, ({ serviceName }) => words(!serviceName, 'Service name can not be blank.')),
  rule('serviceName', CREATE, ({ serviceName = '' }) =>
    words(!NAME.test(serviceName), 'Invalid service name.'),
  ),
  rule('desiredCount', CREATE, ({ desiredCount }) =>
    words(desiredCount === undefined, 'Desired count can not be blank.'),
  ),
  rule('schedulingStrategy', CREATE, ({ schedulingStrategy }) =>
    words(
      schedulingStrategy === 'DAEMON',
      'The daemon scheduling strategy is not supported for services that use the Fargate launch type.',
    ),
  ),
  rule('role', 'https://github.com/aws/containers-roadmap/issues/461', ({ role }) =>
    words(
      role !== undefined,
      'You cannot specify an IAM role for services that require a service linked role.',
    ),
  ),
  rule('clientToken', `${API}/ECS_Idempotency.html`, ({ clientToken }) =>
    words(
      clientToken !== undefined && !isToken(clientToken, MOST_TOKEN),
      `clientToken can have at most ${MOST_TOKEN} ASCII characters in the range of 33-126.`,
    ),
  ),
];

export const isToken = (text: string, most: number) => /^[!-~]+$/.test(text) && text.length <= most;

/** What a service is to be, whether it is made or changed. */
export const SERVICE_RULES: readonly Rule<ServiceRequest>[] = [
  rule('desiredCount', CREATE, ({ desiredCount = 0 }) =>
    words(desiredCount < 0, 'desiredCount cannot be negative.'),
  ),
  rule('desiredCount', `${GUIDE}/service-quotas.html`, ({ desiredCount = 0 }) =>
    words(desiredCount > MOST_TASKS, `desiredCount cannot be greater than ${MOST_TASKS}.`),
  ),
  rule('healthCheckGracePeriodSeconds', CREATE, ({ healthCheckGracePeriodSeconds: grace = 0 }) =>
    words(
      grace < 0 || grace > LONGEST_GRACE,
      `healthCheckGracePeriodSeconds must be between 0 and ${LONGEST_GRACE}.`,
    ),
  ),
  rule('healthCheckGracePeriodSeconds', 'https://github.com/aws/aws-cdk/issues/19842', (input, context) =>
    words(
      input.healthCheckGracePeriodSeconds !== undefined &&
        serviceAfter(input, context).balancers.length === 0,
      'Health check grace period is only valid for services configured to use load balancers',
    ),
  ),
  rule('placementConstraints', `${GUIDE}/fargate-tasks-services.html`, ({ placementConstraints = [] }) =>
    words(
      placementConstraints.length > 0,
      'Placement constraints are not supported with FARGATE launch type.',
    ),
  ),
  rule('placementStrategy', `${GUIDE}/fargate-tasks-services.html`, ({ placementStrategy = [] }) =>
    words(placementStrategy.length > 0, 'Placement strategies are not supported with FARGATE launch type.'),
  ),
  rule('networkConfiguration', `${API}/API_NetworkConfiguration.html`, (input, context) => {
    const { definition, network } = serviceAfter(input, context);
    return words(
      definition?.networkMode === 'awsvpc' && network?.awsvpcConfiguration === undefined,
      NETWORK_MISSING,
    );
  }),
  rule('deploymentConfiguration.minimumHealthyPercent', DEPLOYMENT, (input, context) => {
    const { minimumPercent: minimum } = serviceAfter(input, context);
    return words(minimum < 0 || minimum > 100, 'The minimumHealthyPercent must be between 0 and 100.');
  }),
  rule('deploymentConfiguration.maximumPercent', DEPLOYMENT, (input, context) => {
    const { minimumPercent: minimum, maximumPercent: maximum } = serviceAfter(input, context);
    return words(
      maximum < 1 || maximum < minimum,
      'The maximumPercent must be positive and at least the minimumHealthyPercent.',
    );
  }),
  rule('deploymentConfiguration', `${GUIDE}/service_definition_parameters.html`, (input, context) => {
    const { minimumPercent: minimum, maximumPercent: maximum } = serviceAfter(input, context);
    return words(
      minimum === 100 && maximum === 100,
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    );
  }),
  rule('deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration', BREAKER, (input) => {
    const { value } = input.deploymentConfiguration?.deploymentCircuitBreaker?.thresholdConfiguration ?? {};
    return words(
      value !== undefined && value < 1,
      'The deployment circuit breaker threshold value must be greater than 0.',
    );
  }),
];

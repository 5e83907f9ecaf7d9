import { classify } from './classify';
import type { TaskObservation } from './observation';

const TASK: TaskObservation = {
  id: 't1',
  deployment: 'ecs-svc/2',
  taskDefinition: 'web:7',
  lastStatus: 'STOPPED',
  wasHealthy: false,
};

const failedToStart = (stoppedReason: string): TaskObservation => ({
  ...TASK,
  stopCode: 'TaskFailedToStart',
  stoppedReason,
});
const exited = (exitCode?: number, more: Partial<TaskObservation> = {}): TaskObservation => ({
  ...TASK,
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  exitCode,
  ...more,
});
const SECRETS =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ';
const IMAGE = '123456789012.dkr.ecr.us-east-1.amazonaws.com/acme@sha256:0f1e';

// Wordings: the AWS pages and threads that classify.ts names.
describe('a task that failed, in words', () => {
  it.each<[string, TaskObservation, string, string, string]>([
    ['a crash', exited(1), 'exit-before-healthy', 'twice', 'web exits with code 1 before it is healthy.'],
    [
      'an end without error',
      exited(0),
      'exit-before-healthy',
      'twice',
      'web exits with code 0 before it is healthy.',
    ],
    [
      'an end of which no code is known',
      exited(),
      'exit-before-healthy',
      'twice',
      'web exits before it is healthy.',
    ],
    [
      '137',
      exited(137),
      'exit-before-healthy',
      'twice',
      'web is ended by SIGKILL (exit code 137) before it is healthy.',
    ],
    [
      '139',
      exited(139),
      'exit-before-healthy',
      'twice',
      'web is ended by SIGSEGV (exit code 139) before it is healthy.',
    ],
    [
      '143',
      exited(143),
      'exit-before-healthy',
      'twice',
      'web is ended by SIGTERM (exit code 143) before it is healthy.',
    ],
    [
      'a crash after it was healthy',
      exited(1, { wasHealthy: true, target: { state: 'draining' } }),
      'exit-before-healthy',
      'twice',
      'web exits with code 1 after it was healthy.',
    ],
    [
      'a crash of what has no health check',
      exited(1, { wasHealthy: true }),
      'exit-before-healthy',
      'twice',
      'web exits with code 1 soon after its start.',
    ],
    [
      'memory',
      exited(137, { containerReason: 'OutOfMemoryError: Container killed due to memory usage' }),
      'out-of-memory',
      'twice',
      'web needs more memory than its size grants, and is killed.',
    ],
    [
      'memory, told of the task',
      failedToStart('OutOfMemoryError: Container killed due to memory usage'),
      'out-of-memory',
      'twice',
      'web needs more memory than its size grants, and is killed.',
    ],
    [
      'a digest that is gone',
      failedToStart(
        `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${IMAGE}: ${IMAGE}: not found`,
      ),
      'image-not-pulled',
      'once',
      `The image of web, ${IMAGE}, does not exist in the registry.`,
    ],
    [
      'an image of another architecture',
      failedToStart(
        "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/arm64'",
      ),
      'image-not-pulled',
      'once',
      "The image of web is not built for the service's architecture (linux/arm64).",
    ],
    [
      'a registry that refuses',
      failedToStart(
        `CannotPullContainerError: ref pull has been retried 1 time(s): failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": unexpected status from HEAD request: 403 Forbidden`,
      ),
      'image-not-pulled',
      'twice',
      `ECS is not allowed to pull the image of web (${IMAGE}): the registry refuses the execution role.`,
    ],
    [
      'a registry out of reach',
      failedToStart(
        `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${IMAGE}: failed to do request: Head "https://registry.example/v2/": dial tcp 203.0.113.5:443: i/o timeout`,
      ),
      'image-not-pulled',
      'never',
      `The image of web, ${IMAGE}, could not be pulled in time: dial tcp 203.0.113.5:443: i/o timeout.`,
    ],
    [
      'a pull that fails otherwise, told of the container',
      exited(undefined, {
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'Task failed to start',
        containerReason: 'CannotPullContainerError: failed to register layer: no space left on device',
      }),
      'image-not-pulled',
      'twice',
      'The image of web cannot be pulled: failed to register layer: no space left on device.',
    ],
    [
      'a parameter that does not exist',
      failedToStart(
        `${SECRETS}unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /acme/staging/web/STRIPE_KEY`,
      ),
      'secret-missing',
      'once',
      'The secret STRIPE_KEY is missing: /acme/staging/web/STRIPE_KEY does not exist in SSM.',
    ],
    [
      'a version of a parameter that does not exist',
      failedToStart('ResourceInitializationError: invalid ssm parameters: /acme/staging/web/STRIPE_KEY/v3'),
      'secret-missing',
      'once',
      'The secret STRIPE_KEY is missing: /acme/staging/web/STRIPE_KEY/v3 does not exist in SSM.',
    ],
    [
      'two parameters that do not exist',
      failedToStart(
        'ResourceInitializationError: invalid ssm parameters: /acme/staging/web/STRIPE_KEY, /acme/staging/web/MAIL_KEY',
      ),
      'secret-missing',
      'once',
      'The secret STRIPE_KEY is missing: /acme/staging/web/STRIPE_KEY does not exist in SSM. 1 other is missing, too.',
    ],
    [
      'a secret that does not exist',
      failedToStart(
        `${SECRETS}unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:123456789012:secret:acme/staging/database-AbCdEf from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
      ),
      'secret-missing',
      'once',
      'The secret acme/staging/database is missing: it does not exist in Secrets Manager.',
    ],
    [
      'a secret without the key',
      failedToStart(
        'ResourceInitializationError: unable to retrieve secret from asm: retrieved secret from Secrets Manager did not contain json key connectionString',
      ),
      'secret-missing',
      'once',
      'The secret in Secrets Manager has no key connectionString, which web needs.',
    ],
    [
      'a secret that may not be read',
      failedToStart(
        `${SECRETS}unable to retrieve secret from asm: api error AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/acme/1 is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf because no identity-based policy allows it`,
      ),
      'cannot-start',
      'twice',
      'web cannot get its secrets: its execution role lacks secretsmanager:GetSecretValue on arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf.',
    ],
    [
      'SSM out of reach',
      failedToStart(
        `${SECRETS}unable to retrieve secrets from ssm: service call has been retried 5 time(s): RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.`,
      ),
      'cannot-start',
      'never',
      'web cannot start: request context canceled caused by: context deadline exceeded. Please check your task network configuration.',
    ],
    [
      'a command that does not exist',
      failedToStart(
        'CannotStartContainerError: failed to create shim task: exec: "serve": executable file not found in $PATH: unknown',
      ),
      'cannot-start',
      'twice',
      'web cannot start: CannotStartContainerError: failed to create shim task: exec: "serve": executable file not found in $PATH: unknown.',
    ],
    [
      'no capacity',
      failedToStart(
        'Capacity is unavailable at this time. Please try again later or in a different availability zone',
      ),
      'cannot-start',
      'never',
      'web cannot start: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
    ],
    [
      'checks of the load balancer',
      {
        ...TASK,
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason:
          'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123)',
      },
      'never-healthy',
      'twice',
      'web fails its health check.',
    ],
    [
      'checks that get a code',
      {
        ...TASK,
        stoppedReason:
          'service web (port 3000) is unhealthy in (target-group arn:x) due to (reason Health checks failed with these codes: [502])',
      },
      'never-healthy',
      'twice',
      'web answers its health check with 502.',
    ],
    [
      'checks without an answer',
      { ...TASK, stoppedReason: 'web is unhealthy in target-group x due to (reason Request timed out)' },
      'never-healthy',
      'twice',
      'web does not answer its health check in time.',
    ],
    [
      "checks of the container's own",
      {
        ...TASK,
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Task failed container health checks',
      },
      'never-healthy',
      'twice',
      'web fails the health check of its container.',
    ],
  ])('%s', (_, task, kind, proof, words) => {
    expect(classify('web', task)).toMatchObject({ kind, proof, words });
  });

  it.each<[string, TaskObservation]>([
    ['that runs', { ...TASK, lastStatus: 'RUNNING' }],
    [
      'that a newer deployment took away',
      {
        ...TASK,
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/3)',
        exitCode: 143,
      },
    ],
    ['that somebody stopped', { ...TASK, stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' }],
    ['whose Spot machine was taken away', { ...TASK, stopCode: 'SpotInterruption' }],
    ['whose exit code is not known yet', exited(undefined, { lastStatus: 'DEPROVISIONING' })],
  ])('a task %s did not fail', (_, task) => {
    expect(classify('web', task)).toBeUndefined();
  });

  it('the same failure of two tasks is the same, other exit codes are not', () => {
    expect(classify('web', exited(1))?.identity).toBe(classify('web', { ...exited(1), id: 't2' })?.identity);
    expect(classify('web', exited(1))?.identity).not.toBe(classify('web', exited(2))?.identity);
  });

  it('a reason of a megabyte stays a sentence', () => {
    expect(
      classify('web', failedToStart(`CannotStartContainerError: ${'x'.repeat(1 << 20)}`))?.words.length,
    ).toBeLessThan(300);
  });
});

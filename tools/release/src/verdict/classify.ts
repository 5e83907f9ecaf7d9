import type { CauseKind } from '../record/release-record';
import type { TaskObservation } from './observation';

/** Why a task stopped, and how often it has to be seen before it is a verdict. */
export interface TaskFailure {
  readonly kind: CauseKind;
  /** One sentence for people, with the value that matters. */
  readonly words: string;
  /** Two tasks failed alike when this is equal. Without ids and request ids, which differ between tasks. */
  readonly identity: string;
  /**
   * - `once`: AWS gave a definite answer about a thing that has a name (no such image, no such parameter), after its own
   *   retries. Another task gets the same answer.
   * - `twice`: the program or the platform failed; a machine may be the reason, a second one is not.
   * - `never`: network, throttling, capacity. Waiting may help; the circuit breaker and the timeout end it.
   */
  readonly proof: 'once' | 'twice' | 'never';
}

/**
 * What only passes with time. Source: "Stopped tasks error messages" and what people report of it,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
const TRANSIENT =
  /i\/o timeout|context (deadline exceeded|canceled)|RequestCanceled|connection (issue|reset|refused)|TLS handshake|toomanyrequests|Throttl|rate exceeded|Capacity is unavailable|network interface provisioning|InternalError|status code:? 5\d\d/i;

const SIGNALS: { readonly [exitCode: number]: string } = {
  134: 'SIGABRT',
  137: 'SIGKILL',
  139: 'SIGSEGV',
  143: 'SIGTERM',
};

/**
 * Reads AWS's words on a stopped task. `undefined` for a task that has not stopped, that somebody or ECS stopped on
 * purpose (scaling, a newer deployment), or whose machine was taken away: none of these speaks against the build.
 *
 * Codes: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html (`stopCode`)
 *
 * @param startSeconds that a task has until it must answer, to be told of one that never did
 */
export function classify(
  service: string,
  task: TaskObservation,
  startSeconds?: number,
): TaskFailure | undefined {
  const stopped = task.stoppedReason ?? '';
  const container = task.containerReason ?? '';
  const reason = /^(CannotPull|CannotStart|CannotCreate|ResourceInit|OutOfMemory)\w*:/.test(container)
    ? container
    : stopped;
  if (task.stopCode === undefined && task.lastStatus !== 'STOPPED') return undefined;
  if (/OutOfMemory/.test(`${container} ${stopped}`)) {
    return failure(
      'out-of-memory',
      'twice',
      `${service} needs more memory than its size grants, and is killed.`,
    );
  }
  if (/^CannotPull/.test(reason)) return imageFailure(service, reason);
  if (/^ResourceInitializationError|unable to pull secrets/.test(reason))
    return resourceFailure(service, reason);
  if (/failed (ELB|container) health checks|is unhealthy in/i.test(stopped))
    return healthFailure(service, stopped, task, startSeconds);
  if (task.stopCode === 'EssentialContainerExited') return exitFailure(service, task);
  if (task.stopCode === 'TaskFailedToStart' || /^Cannot\w+Error/.test(reason)) {
    const proof = TRANSIENT.test(reason) ? 'never' : 'twice';
    return failure('cannot-start', proof, `${service} cannot start: ${sentence(reason)}`);
  }
  return undefined;
}

/**
 * Wordings: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html, and
 * https://github.com/aws/amazon-ecs-agent/pull/4181 for the longer ones.
 */
function imageFailure(service: string, reason: string): TaskFailure {
  const image =
    /(?:ref(?:erence)?|image|manifest for|repository) "?([\w.-]+(?::\d+)?\/[\w./-]+(?:[:@][\w:.-]*\w)?)/.exec(
      reason,
    )?.[1];
  const named = image ? `The image of ${service}, ${image},` : `The image of ${service}`;
  const platform = /descriptor matching platform '?([\w/]+)/.exec(reason)?.[1];
  if (/descriptor matching platform|exec format/i.test(reason)) {
    const wanted = platform ? ` (${platform})` : '';
    return failure(
      'image-not-pulled',
      'once',
      `${named} is not built for the service's architecture${wanted}.`,
    );
  }
  if (TRANSIENT.test(reason)) {
    return failure(
      'image-not-pulled',
      'never',
      `${named} could not be pulled in time: ${sentence(detail(reason))}`,
    );
  }
  if (/not found|manifest unknown|does not exist|RepositoryNotFound/i.test(reason)) {
    return failure('image-not-pulled', 'once', `${named} does not exist in the registry.`);
  }
  if (/403|401|no basic auth|denied|not authorized/i.test(reason)) {
    return failure(
      'image-not-pulled',
      'twice',
      `ECS is not allowed to pull the image of ${service}${image ? ` (${image})` : ''}: the registry refuses the execution role.`,
    );
  }
  return failure('image-not-pulled', 'twice', `${named} cannot be pulled: ${sentence(detail(reason))}`);
}

/**
 * Wordings: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html, and
 * https://github.com/HHS/simpler-grants-gov/pull/4330 for a parameter that does not exist.
 */
function resourceFailure(service: string, reason: string): TaskFailure {
  const parameters = /invalid ssm parameters?: *([^\s,]+)(?:, *([^\s].*))?/i.exec(reason);
  if (parameters?.[1]) {
    const path = parameters[1].replace(/[.,;]$/, '');
    // Of a secret, the last part may be its version.
    const parts = path.split('/');
    const name = parts.findLast((part, at) => at < parts.length - 1 || !/^v\d+$/.test(part)) ?? path;
    const more = parameters[2] ? parameters[2].split(',').length : 0;
    const others = more > 0 ? ` ${more === 1 ? '1 other is' : `${more} others are`} missing, too.` : '';
    return failure(
      'secret-missing',
      'once',
      `The secret ${name} is missing: ${path} does not exist in SSM.${others}`,
    );
  }
  const arn = /arn:aws[\w-]*:secretsmanager:[\w-]+:\d+:secret:([\w/+=.@-]+)/.exec(reason)?.[1];
  const secret = arn?.replace(/-\w{6}$/, '');
  const key = /did not contain json key (\w[\w.-]*)/.exec(reason)?.[1];
  if (key) {
    const owner = secret ? `${secret} in Secrets Manager has` : 'The secret in Secrets Manager has';
    return failure('secret-missing', 'once', `${owner} no key ${key}, which ${service} needs.`);
  }
  if (/ResourceNotFoundException|can't find the specified secret|marked for deletion/i.test(reason)) {
    return failure(
      'secret-missing',
      'once',
      `The secret ${secret ?? `of ${service}`} is missing: it does not exist in Secrets Manager.`,
    );
  }
  if (/AccessDenied|not authorized/i.test(reason)) {
    const action = /perform: ([\w:]+)/.exec(reason)?.[1];
    const resource = /on resource: (\S+)/.exec(reason)?.[1];
    const what = action
      ? ` lacks ${action}${resource ? ` on ${resource.replace(/[.,;]$/, '')}` : ''}`
      : ' is refused';
    return failure('cannot-start', 'twice', `${service} cannot get its secrets: its execution role${what}.`);
  }
  const proof = TRANSIENT.test(reason) ? 'never' : 'twice';
  return failure('cannot-start', proof, `${service} cannot start: ${sentence(detail(reason))}`);
}

/**
 * Wordings: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html; the
 * codes are those of the load balancer,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
function healthFailure(
  service: string,
  reason: string,
  { target, wasHealthy }: TaskObservation,
  startSeconds?: number,
): TaskFailure {
  if (/container health checks/i.test(reason)) {
    return failure('never-healthy', 'twice', `${service} fails the health check of its container.`);
  }
  const seen = target?.state === 'unhealthy' ? `${target.reason ?? ''} ${target.description ?? ''}` : '';
  return failure(
    'never-healthy',
    'twice',
    unhealthyWords(service, `${reason} ${seen}`, wasHealthy ? undefined : startSeconds),
  );
}

/**
 * What the load balancer's checks of a service get, in words: `web answers its health check with 500.`
 *
 * @param startSeconds told where there is no answer, which may only come later. @default it was well before
 */
export function unhealthyWords(service: string, description: string, startSeconds?: number): string {
  const start =
    startSeconds === undefined ? '.' : `: a new task has ${startSeconds} s to start (\`startSeconds\`).`;
  const codes = /codes?:? *\[([\d, ]+)\]/.exec(description)?.[1];
  if (codes) return `${service} answers its health check with ${codes.trim()}.`;
  if (/timed out|timeout/i.test(description))
    return `${service} does not answer its health check in time${start}`;
  return `${service} fails its health check${start}`;
}

function exitFailure(service: string, task: TaskObservation): TaskFailure | undefined {
  // ECS tells that a container ended before it tells how.
  if (task.exitCode === undefined && task.lastStatus !== 'STOPPED') return undefined;
  const { exitCode } = task;
  const signal = exitCode === undefined ? undefined : SIGNALS[exitCode];
  const how = signal
    ? `is ended by ${signal} (exit code ${exitCode})`
    : exitCode === undefined
      ? 'exits'
      : `exits with code ${exitCode}`;
  const when = !task.wasHealthy
    ? ' before it is healthy'
    : task.target
      ? ' after it was healthy'
      : ' soon after its start';
  return {
    ...failure('exit-before-healthy', 'twice', `${service} ${how}${when}.`),
    identity: `exit-before-healthy ${exitCode ?? ''}`,
  };
}

function failure(kind: CauseKind, proof: TaskFailure['proof'], words: string): TaskFailure {
  return { kind, proof, words, identity: `${kind} ${words}` };
}

/** The last part of AWS's nested reasons, which is the one that says why. */
function detail(reason: string): string {
  const parts = reason.replace(/service call has been retried \d+ time\(s\): */, '').split(/: +/);
  return parts.slice(-2).join(': ');
}

function sentence(text: string): string {
  const line =
    text
      .split('\n')[0]
      ?.replace(/,? ?RequestID: [\w-]+/i, '')
      .trim() ?? '';
  const short = line.length > 200 ? `${line.slice(0, 199)}…` : line;
  return short === '' ? 'AWS does not say why.' : /[.…]$/.test(short) ? short : `${short}.`;
}

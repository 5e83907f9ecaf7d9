/** What ECS says of a task that somebody wants to look into, and of this machine. */
export interface ExecFacts {
  readonly service: string;
  /** `enableExecuteCommand` of the service; `undefined` for a task without a service. */
  readonly serviceEnabled: boolean | undefined;
  readonly taskId: string;
  /** `enableExecuteCommand` of the task: what the service said when the task began. */
  readonly taskEnabled: boolean;
  readonly taskStatus: string;
  readonly container: string;
  /** `lastStatus` of the container's managed agent `ExecuteCommandAgent`. @default it has none */
  readonly agentStatus?: string;
  /** Why, if AWS says so. @default it does not */
  readonly agentReason?: string;
  readonly taskRolePresent: boolean;
  readonly readonlyRoot: boolean;
  /** Where volumes of the container are mounted that it may write to. */
  readonly mountPaths: readonly string[];
  /** Of the cluster: sessions are encrypted with it. @default none */
  readonly kmsKeyId?: string;
  readonly pluginPresent: boolean;
}

/**
 * The agent keeps its binaries, its state and its logs there; AWS does not document them.
 * https://github.com/aws-containers/amazon-ecs-exec-checker/issues/71
 */
export const AGENT_PATHS = ['/managed-agents', '/var/lib/amazon/ssm', '/var/log/amazon/ssm'];

/**
 * What keeps a shell from opening, each in a sentence with what to do. Empty when nothing does.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-troubleshooting
 */
export function execPreflight(facts: ExecFacts): string[] {
  const reasons = causes(facts);
  // The agent's state follows from the rest; alone it is news.
  return [...(reasons.length > 0 ? reasons : agent(facts)), ...machine(facts)];
}

function causes(facts: ExecFacts): string[] {
  const { service, taskId, container } = facts;
  const found: string[] = [];
  if (facts.taskStatus !== 'RUNNING') {
    found.push(`Task ${taskId} is ${facts.taskStatus}, not RUNNING. Choose another task, or wait for it.`);
  }
  if (facts.serviceEnabled === false) {
    found.push(
      `Shells are off for ${service} (enableExecuteCommand). Turn them on in the environment's file and deploy; tasks that start afterwards have them.`,
    );
  } else if (!facts.taskEnabled) {
    found.push(
      `Task ${taskId} began before shells were turned on for ${service}. Restart the service, then open a shell in a new task.`,
    );
  }
  if (!facts.taskRolePresent) {
    found.push(
      `The task definition of ${service} has no task role, and the agent in the container needs one that is allowed to open an SSM channel (ssmmessages:*).`,
    );
  }
  const missing = facts.readonlyRoot ? AGENT_PATHS.filter((path) => !covers(facts.mountPaths, path)) : [];
  if (missing.length > 0) {
    found.push(
      `The root of container ${container} is read-only and nothing writable is mounted at ${missing.join(', ')}, where the agent has to write.`,
    );
  }
  return found;
}

function agent({ taskId, container, agentStatus, agentReason }: ExecFacts): string[] {
  if (agentStatus === 'RUNNING') return [];
  const why = agentReason ? `: ${agentReason.replace(/\.$/, '')}` : '';
  if (agentStatus === 'PENDING') {
    return [
      `The agent in container ${container} of task ${taskId} is still starting. Try again in some seconds.`,
    ];
  }
  return [
    `The agent in container ${container} of task ${taskId} is ${agentStatus ?? 'not there'}${why}. AWS does not restart it; stop the task, then open a shell in its replacement.`,
  ];
}

function machine({ kmsKeyId, pluginPresent }: ExecFacts): string[] {
  if (!kmsKeyId || pluginPresent) return [];
  return [
    'Sessions of this cluster are encrypted with a KMS key, which needs the session-manager-plugin of AWS on this machine. Install it: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html',
  ];
}

const covers = (mounts: readonly string[], path: string) =>
  mounts.some((mount) => `${path}/`.startsWith(`${mount.replace(/\/$/, '')}/`));

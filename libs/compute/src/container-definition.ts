import type { LogGroupRef, SecretRef, ServiceSettings } from '@slipway/core';

/**
 * Image of the template, which is never run: releases put the app's image, by digest, in its place. `.invalid` is a
 * top-level domain that can never exist (RFC 2606), so a task that were started from the template by mistake could
 * only fail to pull.
 */
export const PLACEHOLDER_IMAGE = 'placeholder.invalid/replaced-by-each-release:none';

/**
 * What a process type needs; `port` and `healthCheck` only matter behind a load balancer. What releases run and require
 * beforehand is theirs to know.
 */
export type ProcessSettings = Omit<ServiceSettings, 'port' | 'healthCheck' | 'release' | 'secrets'> &
  Partial<Pick<ServiceSettings, 'port' | 'healthCheck'>>;

export interface ContainerProps {
  readonly name: string;
  readonly region: string;
  readonly settings: ProcessSettings;
  /** Environment variable to the secret that fills it when a task starts. @default none */
  readonly secrets?: { readonly [variable: string]: SecretRef };
  readonly logs: LogGroupRef;
}

/**
 * Directories that the SSM agent behind ECS Exec writes to. AWS documents ECS Exec as unsupported on a read-only root
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html); it works once these are volumes, as
 * https://github.com/aws/containers-roadmap/issues/1359 and
 * https://github.com/aws-containers/amazon-ecs-exec-checker/issues/71 report. The agent runs as root whatever `user`
 * says, so a volume's default owner suits it.
 */
export const EXEC_VOLUMES = {
  'managed-agents': '/managed-agents',
  'ssm-state': '/var/lib/amazon/ssm',
  'ssm-log': '/var/log/amazon/ssm',
} as const;

/** `node` in the official Node images. The task definition decides, so that an image without `USER` is not root. */
const USER = '1000:1000';

/** The one container of a task, in the words of the ECS API. Lists are sorted: a reordered config is no new revision. */
export function containerDefinition(props: ContainerProps) {
  const { name, settings } = props;
  return {
    name,
    image: PLACEHOLDER_IMAGE,
    essential: true,
    // All of the task's: one container has it to itself.
    memory: settings.memoryMb,
    user: USER,
    command: settings.command,
    portMappings: settings.port === undefined ? [] : [{ containerPort: settings.port, protocol: 'tcp' }],
    environment: plainVariables(settings),
    secrets: secretVariables(props.secrets ?? {}),
    // Only ever spent waiting for another container of the task; a single one starts at once. As long as Fargate takes:
    // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
    startTimeout: 120,
    // SIGTERM comes only after the load balancer has drained the task, so little is left to finish but the process.
    stopTimeout: settings.stopSeconds,
    logConfiguration: logConfiguration(props),
    ...fileSystem(settings),
  };
}

function plainVariables({ environment, port, migrate }: ProcessSettings) {
  const variables = {
    ...environment,
    ...(port === undefined ? {} : { PORT: String(port) }),
    ...(migrate === 'on-start' ? { MIGRATE: migrate } : {}),
  };
  return sorted(variables).map(([name, value]) => ({ name, value }));
}

/** `arn:field::` is how ECS picks one key of a JSON secret. */
function secretVariables(secrets: { readonly [variable: string]: SecretRef }) {
  return sorted(secrets).map(([name, { arn, field }]) => ({
    name,
    valueFrom: field === undefined ? arn : `${arn}:${field}::`,
  }));
}

/**
 * Non-blocking: when CloudWatch stalls, the app goes on and the oldest lines beyond the buffer are lost, where the
 * other mode would stall the app with it. 25 MB is what AWS measured as loss-free up to about 5 MB/s
 * (https://aws.amazon.com/blogs/containers/preventing-log-loss-with-non-blocking-mode-in-the-awslogs-container-log-driver/).
 */
function logConfiguration({ logs, region, name }: ContainerProps) {
  return {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': logs.name,
      'awslogs-region': region,
      'awslogs-stream-prefix': name,
      mode: 'non-blocking',
      'max-buffer-size': '25m',
    },
  };
}

/**
 * A read-only root, with what must be writable mounted on top. `/tmp` is memory and not a volume because Fargate's
 * volumes belong to root with mode 0755, which the app's user could not write to
 * (https://github.com/aws/containers-roadmap/issues/938). It counts towards the task's memory only as far as it is
 * filled, up to a quarter of it.
 * https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-ecs-tmpfs-mounts-aws-fargate-managed-instances/
 */
function fileSystem({ writableRoot, memoryMb }: ProcessSettings) {
  // An init process reaps what a shell session leaves behind and passes SIGTERM on.
  const linuxParameters = { initProcessEnabled: true };
  if (writableRoot) return { readonlyRootFilesystem: false, linuxParameters };
  return {
    readonlyRootFilesystem: true,
    linuxParameters: {
      ...linuxParameters,
      tmpfs: [
        {
          containerPath: '/tmp',
          size: Math.floor(memoryMb / 4),
          mountOptions: ['rw', 'nosuid', 'nodev', 'mode=1777'],
        },
      ],
    },
    mountPoints: Object.entries(EXEC_VOLUMES).map(([sourceVolume, containerPath]) => ({
      sourceVolume,
      containerPath,
      readOnly: false,
    })),
  };
}

function sorted<T>(record: { readonly [name: string]: T }): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

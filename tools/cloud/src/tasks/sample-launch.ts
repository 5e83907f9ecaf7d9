import type { AccountServices, Backend } from '../gateway/backend';
import type { ContainerExit, ContainerPlan, LineSink, RunningContainer, TaskRunner } from './task-runner';

export const DIGEST = `sha256:${'a'.repeat(64)}`;
export const REGISTRY = '111111111111.dkr.ecr.eu-west-1.amazonaws.com';
export const SECRET = 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:db-AbCdEf';

/** What an AWS client rejects with. */
export const failure = (name: string, message: string) =>
  Promise.reject(Object.assign(new Error(message), { name }));

/** AWS as far as a launcher asks it. */
export class SampleAws {
  readonly asked: string[] = [];
  readonly streams: string[] = [];
  readonly events: string[] = [];
  groups = ['/acme'];
  logsFail = false;
  parameters: { [name: string]: string } = { '/acme/staging/web/TOKEN': 't0ken' };
  secret = '{"password":"hunter2","port":5432}';

  readonly backend: Backend = { in: ({ account, region }) => this.#services(account, region) };

  #services(account: string, region: string): AccountServices {
    const services = {
      ecr: {
        batchGetImage: async ({
          imageIds,
          repositoryName,
        }: {
          imageIds: { imageTag?: string }[];
          repositoryName: string;
        }) => {
          this.asked.push(`${account} ${region} ${repositoryName}`);
          if (repositoryName === 'none') return failure('RepositoryNotFoundException', 'no');
          return imageIds[0]?.imageTag === 'missing'
            ? { images: [] }
            : { images: [{ imageId: { imageDigest: DIGEST } }] };
        },
      },
      parameters: {
        getParameters: async ({ Names }: { Names: string[] }) => ({
          Parameters: Names.filter((name) => name in this.parameters).map((Name) => ({
            Name,
            Value: this.parameters[Name],
          })),
          InvalidParameters: Names.filter((name) => !(name in this.parameters)),
        }),
      },
      secrets: {
        getSecretValue: async ({ SecretId, ...version }: { SecretId: string }) => {
          this.asked.push(`${SecretId} ${JSON.stringify(version)}`);
          return SecretId === SECRET
            ? { SecretString: this.secret }
            : failure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
        },
      },
      logs: {
        createLogGroup: async ({ logGroupName }: { logGroupName: string }) =>
          void this.groups.push(logGroupName),
        createLogStream: async ({
          logGroupName,
          logStreamName,
        }: {
          logGroupName: string;
          logStreamName: string;
        }) => {
          if (!this.groups.includes(logGroupName)) {
            return failure('ResourceNotFoundException', 'The specified log group does not exist.');
          }
          return void this.streams.push(logStreamName);
        },
        putLogEvents: async ({ logEvents }: { logEvents: { message: string }[] }) => {
          if (this.logsFail) return new Promise(() => undefined);
          return void this.events.push(...logEvents.map(({ message }) => message));
        },
      },
    };
    return services as unknown as AccountServices;
  }
}

/** A container that ends when it is told to. */
export class SampleContainer implements RunningContainer {
  readonly address = { host: '127.0.0.1', port: 20_000 };
  readonly exited: Promise<ContainerExit>;
  exit: (exit: ContainerExit) => void = () => undefined;
  stops = 0;

  constructor(
    readonly name: string,
    readonly plan: ContainerPlan,
    readonly print: LineSink,
  ) {
    this.exited = new Promise((resolve) => (this.exit = resolve));
  }

  stop() {
    this.stops++;
    this.exit({ exitCode: 143 });
    return this.exited;
  }

  exec = async (command: readonly string[]) => {
    throw new Error(`asked for ${command.join(' ')}`);
  };
}

/** Keeps what it is to run, and runs nothing. */
export class SampleRunner implements TaskRunner {
  readonly containers: SampleContainer[] = [];
  refusal: string | undefined;
  async run(plan: ContainerPlan, output: LineSink) {
    if (this.refusal) throw new Error(this.refusal);
    const container = new SampleContainer(plan.name, plan, output);
    this.containers.push(container);
    return container;
  }
  pull = async () => undefined;
}

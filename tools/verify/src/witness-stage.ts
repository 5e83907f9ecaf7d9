import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ECS, type ContainerDefinition, type RunTaskRequest } from '@aws-sdk/client-ecs';
import {
  cloudEnvironment,
  publishImage,
  startCloud,
  stopCloud,
  type CloudEnvironment,
} from '@slipway/tool-cloud';
import {
  ensurePythonEnvironment,
  pythonProcessEnvironment,
  runProgram,
  type Ran,
} from '@slipway/tool-python';
import { ROOT } from './root';

const WITNESS = join(ROOT, 'tools/verify/witness');
const HOME = { account: '222222222222', region: 'eu-west-1' };
/** Made by `witness/stage.py`. */
export const EXECUTION_ROLE = `arn:aws:iam::${HOME.account}:role/execution`;

/** Answers, says what it was asked and greets with its secret; ends when it is told to. */
const APP = `
const { createServer } = require('node:http');
process.on('SIGTERM', () => { console.log('told to end'); process.exit(0); });
console.log(process.env.GREETING ?? 'no greeting');
createServer((request, response) => {
  if (request.url !== '/healthz') console.log('asked for ' + request.url);
  response.end('ok');
}).listen(Number(process.env.PORT), process.env.HOSTNAME);
`;

/** What was made around a service. */
interface Stage {
  readonly subnets: readonly string[];
  readonly securityGroup: string;
  readonly targetGroup: string;
  readonly queue: string;
}

/**
 * An embedded cloud of its own, seen through the clients that everybody has: the `aws` command line and boto3, unchanged,
 * told of the cloud by nothing but the environment.
 */
export class WitnessStage {
  private readonly directory = mkdtempSync(join(tmpdir(), 'slipway-witness-'));
  private readonly options = { workspace: ROOT, directory: join(this.directory, 'cloud') };
  private made: Stage | undefined;
  private client: ECS | undefined;
  private python = '';
  private env: NodeJS.ProcessEnv = {};
  /** What puts a process on this cloud. */
  variables: CloudEnvironment = {};
  /** With its digest, as a task definition names it. */
  image = '';

  async start(): Promise<void> {
    const requirements = join(WITNESS, 'requirements.txt');
    const [cloud, { python }] = await Promise.all([
      startCloud(this.options),
      ensurePythonEnvironment({ workspace: ROOT, name: 'witness', requirements }),
    ]);
    this.python = python;
    const variables = await cloudEnvironment(cloud, HOME);
    this.variables = variables;
    this.env = {
      ...pythonProcessEnvironment(process.env),
      ...variables,
      PYTHONDONTWRITEBYTECODE: '1',
    };
    this.client = new ECS({
      endpoint: cloud.endpoint,
      region: HOME.region,
      credentials: {
        accessKeyId: variables.AWS_ACCESS_KEY_ID ?? '',
        secretAccessKey: variables.AWS_SECRET_ACCESS_KEY ?? '',
        sessionToken: variables.AWS_SESSION_TOKEN,
      },
    });
    const { repository } = await this.aws<{ repository: { repositoryUri: string } }>(
      'ecr create-repository --repository-name acme',
    );
    this.image = `${repository.repositoryUri}@${await this.publish()}`;
    this.made = await this.boto<Stage>('stage.py');
  }

  async remove(): Promise<void> {
    this.client?.destroy();
    await stopCloud(this.options);
    rmSync(this.directory, { recursive: true, force: true });
  }

  get stage(): Stage {
    if (!this.made) throw new Error('The stage is not set.');
    return this.made;
  }

  /** As an option of the command line. */
  get network(): string {
    return `awsvpcConfiguration={subnets=[${this.stage.subnets.join(',')}]}`;
  }

  /**
   * Runs the command line and reads its JSON.
   *
   * @param words the command; split at spaces
   * @param more arguments that are not split
   * @throws Error with what it said, when it fails
   */
  async aws<T = unknown>(words: string, ...more: readonly string[]): Promise<T> {
    const { code, stdout, output } = await this.awsRan(words, more);
    if (code !== 0) throw new Error(`aws ${words}: exit code ${code}: ${output}`);
    return (stdout.trim() === '' ? undefined : JSON.parse(stdout)) as T;
  }

  awsRan(words: string, more: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
    return this.moduleRan('awscli', [...words.split(' '), ...more], env);
  }

  /** Runs a client that is a Python module, such as `ecs_deploy.cli`. */
  moduleRan(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
    return runProgram(this.python, ['-m', name, ...args], { env: { ...this.env, ...env } });
  }

  /**
   * Runs a program of `tools/verify/witness` and reads the JSON that it prints.
   *
   * @throws Error with what it said, when it fails
   */
  async boto<T = unknown>(program: string, ...args: readonly string[]): Promise<T> {
    return JSON.parse(await this.botoText(program, ...args)) as T;
  }

  async botoText(program: string, ...args: readonly string[]): Promise<string> {
    const { code, stdout, output } = await runProgram(this.python, [join(WITNESS, program), ...args], {
      env: this.env,
    });
    if (code !== 0) throw new Error(`${program}: exit code ${code}: ${output}`);
    return stdout;
  }

  /** Registers a task definition of one container. */
  async define(family: string, container: Partial<ContainerDefinition> = {}): Promise<void> {
    const options = {
      'awslogs-group': '/acme/web',
      'awslogs-region': HOME.region,
      'awslogs-stream-prefix': family,
    };
    await this.ecs.registerTaskDefinition({
      family,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      executionRoleArn: EXECUTION_ROLE,
      containerDefinitions: [
        {
          name: 'web',
          image: this.image,
          essential: true,
          stopTimeout: 2,
          portMappings: [{ containerPort: 8080 }],
          secrets: [{ name: 'GREETING', valueFrom: '/acme/web/GREETING' }],
          logConfiguration: { logDriver: 'awslogs', options },
          ...container,
        },
      ],
    });
  }

  /** @returns the task's ARN */
  async run(taskDefinition: string, input: Partial<RunTaskRequest> = {}): Promise<string> {
    const { subnets } = this.stage;
    const networkConfiguration = { awsvpcConfiguration: { subnets: [...subnets] } };
    const ran = await this.ecs.runTask({
      ...{ cluster: 'acme', taskDefinition, launchType: 'FARGATE', networkConfiguration },
      ...input,
    });
    return ran.tasks?.[0]?.taskArn ?? '';
  }

  /** Our own client, for what is not to be witnessed. */
  get ecs(): ECS {
    if (!this.client) throw new Error('The stage is not set.');
    return this.client;
  }

  /** A folder that a test may put programs into. */
  folder(name: string): string {
    const path = join(this.directory, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  private publish(): Promise<string> {
    const folder = this.folder('app');
    writeFileSync(join(folder, 'server.js'), APP);
    const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
    const command = ['node', 'server.js'];
    return publishImage(this.options, { ...HOME, repository: 'acme', folder, command, architecture });
  }
}

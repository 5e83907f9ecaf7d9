import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import type { AppInputs } from '../app-inputs';
import { stoppedBuild } from '../build/stopped-build';
import { writeContext } from '../context/write-context';
import { lastLines } from '../last-lines';
import { runCommand, type Command } from '../run-command';
import { buildahBuild, buildahLogin, buildahPush, digestFile } from './buildah-commands';
import { builtDigest, buildxBuild, dockerLogin, metadataFile } from './buildx-commands';
import { copyDockerConfig } from './docker-config';
import { findEngine, type Engine } from './find-engine';
import type { ImageBuild, Login } from './image-build';
import { writeNpmSecrets } from './npm-settings';

export interface EnginePush {
  readonly inputs: AppInputs;
  /** Repository with the host of its registry. */
  readonly repository: string;
  /** Asked once there is an engine that can use them. */
  readonly login: () => Promise<Login>;
  /** Values of the Dockerfile's arguments. */
  readonly buildArgs: ImageBuild['buildArgs'];
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Ctrl-C. @default never */
  readonly signal?: AbortSignal;
}

/**
 * Builds the app's Dockerfile with the engine that is there, from exactly the files that its tag was computed of, and
 * pushes it under that tag. Leaves neither files nor credentials behind.
 *
 * @returns the digest of what was pushed
 * @throws Failure `toolMissing` without an engine, `usage` without a Dockerfile, `buildFailed` with its last lines, `cancelled` when it was stopped
 */
export async function pushWithEngine(push: EnginePush): Promise<string> {
  const { inputs, repository, signal, env = process.env } = push;
  const { dockerfile } = inputs;
  if (!dockerfile) throw noDockerfile(inputs);
  const engine = await findEngine(env);
  const folder = await mkdtemp(join(tmpdir(), 'slipway-build-'));
  try {
    const context = join(folder, 'context');
    const scratch = join(folder, 'scratch');
    await mkdir(scratch, { mode: 0o700 });
    await writeContext(inputs.files, context);
    const build: ImageBuild = {
      image: `${repository}:${inputs.tag}`,
      context,
      dockerfile: join(context, dockerfile),
      architecture: inputs.architecture,
      buildArgs: push.buildArgs,
      secrets: await writeNpmSecrets(scratch, env),
      scratch,
    };
    const extra = engine.program === 'docker' ? await copyDockerConfig(scratch, env) : {};
    for (const command of commandsOf(engine, build, await push.login())) {
      await succeed(command, { ...withoutAws(env), ...extra }, signal);
    }
    return await pushedDigest(engine, build);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function noDockerfile({ app: { name, folder, build } }: AppInputs): Failure {
  const todo =
    build.kind === 'npm'
      ? `Let one be written: npx nx g @slipway/tool-nx:app ${name}`
      : `Write ${folder}/Dockerfile.`;
  return new Failure(
    'usage',
    `${folder} has no Dockerfile, and AWS runs what a Dockerfile makes. Nothing was released.\n${todo}`,
  );
}

export function commandsOf(engine: Engine, build: ImageBuild, login: Login): readonly Command[] {
  if (engine.program === 'docker')
    return [dockerLogin(login, build.scratch), buildxBuild(build, engine.buildx)];
  const { program } = engine;
  return [buildahLogin(program, login, build), buildahBuild(program, build), buildahPush(program, build)];
}

async function pushedDigest({ program }: Engine, build: ImageBuild): Promise<string> {
  const digest =
    program === 'docker'
      ? builtDigest(await readFile(metadataFile(build), 'utf8'))
      : (await readFile(digestFile(build), 'utf8')).trim();
  if (digest) return digest;
  throw new Failure(
    'buildFailed',
    `${program} does not say which image it pushed. Nothing was released. Update it, and repeat the command.`,
  );
}

async function succeed(command: Command, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<void> {
  const { code, output } = await runCommand(command, { env, signal });
  if (signal?.aborted) throw stoppedBuild();
  if (code === 0) return;
  const { program, args } = command;
  const verb = args.find((word) => ['login', 'build', 'push'].includes(word));
  throw new Failure(
    'buildFailed',
    [`${program} ${verb} failed. Nothing was released.`, ...lastLines(output)].join('\n'),
  );
}

/** Nothing of the caller's rights on AWS reaches a step of the build. */
function withoutAws(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_')));
}

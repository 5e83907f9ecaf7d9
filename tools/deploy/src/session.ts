import { basename, relative } from 'node:path';
import type { Environment } from '@slipway/core';
import { findToolchain, Terraform, terraformEnvironment, type Toolchain } from '@slipway/tool-terraform';
import { Failure } from '@slipway/tool-terminal';
import { callerAccount } from './caller-account';
import { watchCloud } from './cloud-watch';
import type { OpenCloud } from './embedded-cloud';
import { guardAccount, guardName, guardPinnedAccount, guardWorkspace } from './guards';
import { flagsOf, type ResolvedOptions } from './options';
import { providerConfig } from './provider-config';
import { dropKeptState, hasKeptState } from './recovery';
import { RunRecord } from './run-record';
import { readStack, type Stack } from './stack';
import { Stopwatch } from './stopwatch';
import { targetCloud, type CloudName } from './target';
import {
  forgetWorkspace,
  initFingerprint,
  isInitialized,
  prepareWorkingDirectory,
  rememberInit,
  workingDirectory,
} from './working-directory';

/** An environment that is synthesized, guarded and ready to be planned. */
export interface Session {
  readonly name: string;
  readonly environment: Environment;
  readonly cloud: CloudName;
  readonly stack: Stack;
  readonly terraform: Terraform;
  /** Absolute path of Terraform's working directory. */
  readonly directory: string;
  readonly options: ResolvedOptions;
  readonly stopwatch: Stopwatch;
}

export interface SessionNeeds {
  /** The verb, for messages to others who want the same environment. */
  readonly verb: string;
  /** Called as soon as the environment is known, before anything is started or asked. */
  readonly check?: (environment: Environment) => void;
}

/**
 * Gets an environment ready (synth, embedded cloud, working directory, guards, init), hands it to `work` and puts
 * everything away again.
 *
 * @throws Failure and SynthError, both with an `exitCode`
 */
export async function withSession<T>(
  name: string,
  options: ResolvedOptions,
  { verb, check }: SessionNeeds,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { root, env, output } = options;
  const cloud = targetCloud(name, options);
  const stopwatch = new Stopwatch(output);
  const [synthesis, toolchain] = await stopwatch.time('synth', () =>
    Promise.all([
      options.synthesize(name, { root }),
      findToolchain({ root, env, note: (text) => output.note(text) }),
    ]),
  );
  const { environment } = synthesis;
  const stack = readStack(synthesis.stackFile);
  guardName(name, environment, env);
  guardPinnedAccount(environment, stack);
  check?.(environment);
  output.note(headline(environment, cloud));

  const directory = workingDirectory(root, cloud, name);
  const record = await RunRecord.take(`${directory}.run.json`, name, verb, (text) => output.note(text));
  const known = { name, environment, cloud, stack, directory, options, stopwatch };
  let killed = false;
  try {
    return cloud === 'embedded'
      ? await inEmbeddedCloud(known, record, (open, gone) =>
          ready(known, { stackFile: synthesis.stackFile, toolchain, record, open, gone }).then(work),
        )
      : await work(await ready(known, { stackFile: synthesis.stackFile, toolchain, record }));
  } catch (error) {
    killed = isFailure(error, 'killed');
    // Only a Terraform that was killed leaves its lock, and with it resources that its state does not know.
    if (cloud === 'aws' || !record.afterKilled || !isFailure(error, 'locked')) throw error;
    output.note('An earlier run was killed in the middle. The embedded cloud starts over, empty.');
    await options.cloud.reset();
  } finally {
    if (killed) record.terraformKilled();
    else record.release();
  }
  return withSession(name, options, { verb, check }, work);
}

function isFailure(error: unknown, kind: Failure['kind']): boolean {
  return error instanceof Failure && error.kind === kind;
}

type Known = Omit<Session, 'terraform'>;

/** Opens the embedded cloud and watches over it while `work` runs. */
async function inEmbeddedCloud<T>(
  known: Known,
  { verb }: RunRecord,
  work: (open: OpenCloud, gone: AbortSignal) => Promise<T>,
): Promise<T> {
  const open = await openCloud(known);
  const watch = watchCloud(known.options.cloud);
  try {
    return await work(open, watch.gone);
  } catch (error) {
    if (!watch.gone.aborted) throw error;
    dropKeptState(known.directory);
    throw new Failure(
      'cloud',
      `The embedded cloud went away in the middle. What was in it is gone with it, so nothing is half done. Run again and it is built anew: npx slipway ${[verb, known.name, ...flagsOf(known.options)].join(' ')}`,
    );
  } finally {
    watch.stop();
  }
}

/** A half-made state never survives there: what a killed run left is wiped instead of being repaired. */
async function openCloud({ environment, stack, directory, options, stopwatch }: Known): Promise<OpenCloud> {
  const { cloud, output } = options;
  const open = await stopwatch.time('embedded cloud', () => cloud.open(environment, stack));
  if (!hasKeptState(directory)) return open;
  output.note('The last run could not save its state. The embedded cloud starts over, empty.');
  dropKeptState(directory);
  await cloud.reset();
  return cloud.open(environment, stack);
}

function headline({ app, name, aws }: Environment, cloud: CloudName): string {
  const where = cloud === 'embedded' ? 'the embedded cloud, as account' : 'AWS account';
  return `${app} ${name} on ${where} ${aws.account} in ${aws.region}`;
}

interface Means {
  readonly stackFile: string;
  readonly toolchain: Toolchain;
  readonly record: RunRecord;
  readonly open?: OpenCloud;
  readonly gone?: AbortSignal;
}

/** Working directory, guards, init. */
async function ready(known: Known, { stackFile, toolchain, record, open, gone }: Means): Promise<Session> {
  const { name, environment, cloud, directory, options, stopwatch } = known;
  const { root, env, output, interrupts } = options;
  const note = (text: string) => output.note(text);
  const config = await providerConfig(name, toolchain, options);
  const cloudOverride = open?.override;
  prepareWorkingDirectory(directory, { root, environment: name, stackFile, toolchain, cloudOverride });
  const terraform = new Terraform({
    root,
    toolchain,
    directory,
    environment: name,
    flags: flagsOf(options),
    cloud,
    output,
    interrupts,
    env: terraformEnvironment(env, { ...open?.variables, ...config }, note),
    onStart: (pid) => record.terraformStarted(pid),
    abandon: gone,
  });
  await stopwatch.time('account', async () => {
    const context = {
      environment: name,
      cloud,
      command: basename(toolchain.binary),
      directory: relative(root, directory),
    };
    guardAccount(environment, await callerAccount(environment.aws.region, open?.variables, context));
  });
  await stopwatch.time('init', async () => {
    const fingerprint = initFingerprint(directory, toolchain, config);
    if (!isInitialized(directory, fingerprint, name)) {
      forgetWorkspace(directory);
      await terraform.init();
      await terraform.selectWorkspace(name);
      rememberInit(directory, fingerprint);
    }
    guardWorkspace(name, await terraform.currentWorkspace());
  });
  return { ...known, terraform };
}

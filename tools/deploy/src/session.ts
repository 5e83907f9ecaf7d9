import type { Environment } from '@slipway/core';
import { authorityVariables } from '@slipway/tool-outbound';
import { terraformEnvironment, type Toolchain } from '@slipway/tool-terraform';
import { asCalled, Failure, npxSlipway } from '@slipway/tool-terminal';
import { watchCloud, type CloudWatch } from './cloud-watch';
import type { OpenCloud } from './embedded-cloud';
import { guardAccount, guardName, guardPinnedAccount, guardWorkspace } from './guards';
import { forgetIdentity, guardIdentity, rememberedIdentity } from './identity';
import type { ResolvedOptions } from './options';
import { dropKeptState, hasKeptState } from './recovery';
import { RunRecord } from './run-record';
import { readStack } from './stack';
import { Stopwatch } from './stopwatch';
import { targetCloud, type CloudName } from './target';
import type { TerraformSession } from './terraform-session';
import {
  forgetPlans,
  forgetWorkspace,
  initFingerprint,
  isInitialized,
  prepareWorkingDirectory,
  rememberInit,
  workingDirectory,
} from './working-directory';

export interface SessionNeeds {
  /** The verb, for messages to others who want the same environment. */
  readonly verb: string;
  /** Called as soon as the environment is known, before anything is started or asked. */
  readonly check?: (environment: Environment) => void;
}

/**
 * Gets an environment ready (synth, embedded cloud, working directory, guards, init), hands it to `work` and puts
 * everything away again. Where a killed run left its lock in the embedded cloud, it does so a second time, in an empty one.
 *
 * @throws Failure and SynthError, both with an `exitCode`
 */
export function withSession<T>(
  name: string,
  options: ResolvedOptions,
  needs: SessionNeeds,
  work: (session: TerraformSession) => Promise<T>,
): Promise<T> {
  return asCalled(options, () => inSession(name, options, needs, work));
}

async function inSession<T>(
  name: string,
  options: ResolvedOptions,
  { verb, check }: SessionNeeds,
  work: (session: TerraformSession) => Promise<T>,
): Promise<T> {
  const { workspace, env, output, engine } = options;
  const cloud = targetCloud(name, options);
  const stopwatch = new Stopwatch(output);
  const [{ environment, stackFile }, toolchain] = await stopwatch.time('synth', () =>
    Promise.all([
      options.synthesize(name, { workspace }),
      engine.findToolchain({ workspace, env, note: (text) => output.note(text) }),
    ]),
  );
  const stack = readStack(stackFile);
  guardName(name, environment, env);
  guardPinnedAccount(environment, stack);
  check?.(environment);
  output.note(headline(environment, cloud));

  const directory = workingDirectory(workspace, cloud, name);
  const record = await RunRecord.take(`${directory}.run.json`, name, verb, (text) => output.note(text));
  const described = { name, environment, cloud, stack, directory, options, stopwatch };
  const attempt = () =>
    cloud === 'embedded'
      ? inEmbeddedCloud(described, record, (open, watch) =>
          initialize(described, { stackFile, toolchain, record, open, watch }).then(work),
        )
      : initialize(described, { stackFile, toolchain, record }).then(work);
  return underRecord(record, directory, async () => {
    try {
      return await attempt();
    } catch (error) {
      // Only a Terraform that was killed leaves its lock, and with it resources that its state does not know.
      const lockOfKilled = cloud === 'embedded' && record.afterKilled && isFailure(error, 'locked');
      if (!lockOfKilled) throw error;
    }
    output.note(
      'An earlier run was killed in the middle. The embedded cloud goes back to its state before that run.',
    );
    await options.cloud.goBack();
    return attempt();
  });
}

/**
 * Leaves no plan behind, and gives the record back, unless Terraform was killed: the next run must know that.
 */
async function underRecord<T>(record: RunRecord, directory: string, work: () => Promise<T>): Promise<T> {
  let killed = false;
  try {
    return await work();
  } catch (error) {
    killed = isFailure(error, 'killed');
    throw error;
  } finally {
    forgetPlans(directory);
    if (killed) record.terraformKilled();
    else record.release();
  }
}

function isFailure(error: unknown, kind: Failure['kind']): boolean {
  return error instanceof Failure && error.kind === kind;
}

type Described = Omit<TerraformSession, 'terraform' | 'variables' | 'unwatch'>;

/** Opens the embedded cloud and watches over it while `work` runs. */
async function inEmbeddedCloud<T>(
  described: Described,
  { verb }: RunRecord,
  work: (open: OpenCloud, watch: CloudWatch) => Promise<T>,
): Promise<T> {
  const open = await openCloud(described);
  const watch = watchCloud(described.options.cloud);
  try {
    return await work(open, watch);
  } catch (error) {
    if (!watch.gone.aborted) throw error;
    dropKeptState(described.directory);
    throw new Failure(
      'cloud',
      `The embedded cloud went away in the middle. It starts again as it was before this run, so nothing is half done. Run again: ${npxSlipway(verb, described.name)}`,
    );
  } finally {
    watch.stop();
  }
}

/** A half-made state never survives there: what a killed run left is wiped instead of being repaired. */
async function openCloud({
  environment,
  stack,
  directory,
  options,
  stopwatch,
}: Described): Promise<OpenCloud> {
  const { cloud, output } = options;
  const open = await stopwatch.time('embedded cloud', () => cloud.open(environment, stack));
  if (!hasKeptState(directory)) return open;
  output.note(
    'The last run could not save its state, so the embedded cloud starts again, empty. Deploy the other environments that were in it again, too.',
  );
  dropKeptState(directory);
  await cloud.reset();
  return cloud.open(environment, stack);
}

function headline({ app, name, aws }: Environment, cloud: CloudName): string {
  const where = cloud === 'embedded' ? 'the embedded cloud, as account' : 'AWS account';
  return `${app} ${name} on ${where} ${aws.account} in ${aws.region}`;
}

/** What Terraform needs beside the environment. */
interface TerraformNeeds {
  readonly stackFile: string;
  readonly toolchain: Toolchain;
  readonly record: RunRecord;
  readonly open?: OpenCloud;
  readonly watch?: CloudWatch;
}

/** Working directory, guards, init. */
async function initialize(
  described: Described,
  { stackFile, toolchain, record, open, watch }: TerraformNeeds,
): Promise<TerraformSession> {
  const { name, environment, cloud, directory, options, stopwatch } = described;
  const { workspace, env, output, interrupts, engine } = options;
  const note = (text: string) => output.note(text);
  await assertSameIdentity(described);
  const config = await engine.providerConfig(name, toolchain, options);
  const cloudOverride = open?.override;
  prepareWorkingDirectory(directory, { workspace, environment: name, stackFile, toolchain, cloudOverride });
  // Terraform itself reads the first one, its AWS provider and its state's bucket the other.
  const trusted = authorityVariables(directory, env, ['SSL_CERT_FILE', 'AWS_CA_BUNDLE']);
  const terraform = engine.terraform({
    workspace,
    toolchain,
    directory,
    environment: name,
    cloud,
    output,
    interrupts,
    env: terraformEnvironment(env, { ...trusted, ...open?.variables, ...config }, note),
    onStart: (pid) => record.terraformStarted(pid),
    abandon: watch?.gone,
  });
  await stopwatch.time('account', async () => {
    const { region } = environment.aws;
    const context = { environment: name, cloud };
    guardAccount(environment, await engine.callerAccount(region, open?.variables, context, env));
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
  return { ...described, terraform, variables: open?.variables, unwatch: () => watch?.stop() };
}

/** What was deployed from here has to be meant again, unless nothing of it is left. */
async function assertSameIdentity({ environment, cloud, directory, options }: Described): Promise<void> {
  const lives = rememberedIdentity(directory);
  if (!lives) return;
  if (cloud === 'embedded' && !(await options.cloud.holds(environment))) return forgetIdentity(directory);
  guardIdentity(environment, lives);
}

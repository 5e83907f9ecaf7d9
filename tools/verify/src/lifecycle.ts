import { prepareState, startCloud, stopCloud } from '@slipway/tool-cloud';
import { deploy, destroy, embeddedCloud, planEnvironment } from '@slipway/tool-deploy';
import { environmentFile, WorkspaceCopy } from '@slipway/tool-rehearse';
import { Failure } from '@slipway/tool-terraform';
import { leftovers } from './leftovers';
import { RecordedOutput } from './recorded-output';
import { ROOT, Stack } from './stack';

const MINUTE = 60_000;

export interface Life {
  /** The environment. */
  readonly name: string;
  /** The size of its tasks as its file has it. */
  readonly small: string;
  /** Another one that Fargate offers. */
  readonly large: string;
}

/**
 * The whole life of an environment with its own file: real Terraform, real provider, embedded cloud. One environment a
 * spec file, so that they live side by side: most of the time is the provider's own waiting.
 */
export function describeLife({ name, small, large }: Life): void {
  let workspace: WorkspaceCopy;
  let options: Parameters<typeof deploy>[1];
  let before: readonly string[];

  beforeAll(async () => {
    workspace = new WorkspaceCopy(ROOT);
    const { root } = workspace;
    // It must still be there to be asked after the last environment has left.
    const cloud = { ...embeddedCloud(root, process.env, () => undefined), leave: async () => false };
    options = { root, embedded: true, output: new RecordedOutput(), cloud };
    before = await listed();
  }, 5 * MINUTE);

  afterAll(async () => {
    await stopCloud({ root: workspace.root });
    workspace.remove();
  }, MINUTE);

  async function listed(): Promise<readonly string[]> {
    const { app, aws } = (await Stack.of(name)).environment;
    const cloud = await startCloud({ root: workspace.root });
    // Stands in for bootstrap, and is not the environment's.
    await prepareState(cloud, { app, ...aws });
    return leftovers(cloud, aws);
  }

  it(
    'is deployed',
    async () => {
      const { summary, outputs } = await deploy(name, { ...options, yes: true });
      expect(summary.counts).toMatchObject({ update: 0, replace: 0, destroy: 0 });
      expect(summary.counts.create).toBeGreaterThan(100);
      expect(outputs).toHaveProperty('url');
      expect((await listed()).length).toBeGreaterThan(before.length + 50);
    },
    8 * MINUTE,
  );

  it(
    'needs no change afterwards',
    async () => {
      const { summary, exitCode } = await planEnvironment(name, { ...options, detailedExitCode: true });
      expect(summary.changes).toEqual([]);
      expect(exitCode).toBe(0);
    },
    2 * MINUTE,
  );

  it(
    'changes nothing but the task template when a task gets more cpu',
    async () => {
      const takeBack = workspace.edit(environmentFile(name), small, large);
      const { summary } = await planEnvironment(name, options);
      takeBack();
      expect(summary.changes.map(({ action, type }) => `${action} ${type}`)).toEqual([
        'replace aws_ecs_task_definition',
      ]);
    },
    2 * MINUTE,
  );

  it(
    'is destroyed, once what holds data is named, and leaves nothing that AWS lists',
    async () => {
      const allowDestroy = name === 'local' ? [] : await refusedAddresses();
      const { summary } = await destroy(name, { ...options, yes: true, allowDestroy });
      expect(summary.counts.destroy).toBeGreaterThan(100);
      expect(await listed()).toEqual(before);
    },
    8 * MINUTE,
  );

  /** As a person would get them: from the flags that the refusal prints. */
  async function refusedAddresses(): Promise<string[]> {
    const refusal = await destroy(name, { ...options, yes: true }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Failure);
    expect(refusal).toMatchObject({ kind: 'protected' });
    const addresses = [...String(refusal).matchAll(/--allow-destroy '?([^\s']+)/g)].map(
      ([, address]) => address,
    );
    expect(addresses).toEqual(expect.arrayContaining([expect.stringMatching(/^aws_db_instance\./)]));
    return addresses as string[];
  }
}

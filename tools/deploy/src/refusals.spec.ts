import { deploy } from './deploy';
import { destroy } from './destroy';
import type { EmbeddedCloud } from './embedded-cloud';
import { light } from './sample-resources';
import { recordedOutput } from '@slipway/tool-terminal';
import { SampleWorkspace } from './sample-workspace';

let workspace: SampleWorkspace;
beforeEach(() => {
  workspace = new SampleWorkspace();
});
afterEach(() => workspace.remove());

const untouched = () => Promise.reject(new Error('nothing may be started before the guards hold'));
const cloud: EmbeddedCloud = {
  open: untouched,
  isAlive: untouched,
  reset: untouched,
  goBack: untouched,
  keep: untouched,
  occupy: untouched,
  holds: untouched,
  leave: untouched,
};

/** What can be known without a cloud is said before one is started. */
function options(env: NodeJS.ProcessEnv = process.env) {
  return { ...workspace.options(), env, cloud, output: recordedOutput(false).output };
}

it.each([
  ['deploy', deploy],
  ['destroy', destroy],
] as const)('%s refuses when nobody could confirm', async (verb, run) => {
  workspace.set('staging', 'staging', light('x'));

  await expect(run('staging', options())).rejects.toMatchObject({
    exitCode: 14,
    message: expect.stringContaining(`slipway ${verb} staging -y`),
  });
});

it('refuses another workspace', async () => {
  workspace.set('local', 'disposable', light('x'));

  await expect(deploy('local', options({ ...process.env, TF_WORKSPACE: 'prod' }))).rejects.toMatchObject({
    exitCode: 5,
  });
});

it('refuses a stack that may touch other accounts', async () => {
  workspace.set('local', 'disposable', light('x'), { provider: { aws: [{ region: 'eu-west-1' }] } });

  await expect(deploy('local', options())).rejects.toMatchObject({ exitCode: 5 });
});

it('refuses an environment that there is not', async () => {
  workspace.set('local', 'disposable', light('x'));

  await expect(deploy('locale', options())).rejects.toMatchObject({ exitCode: 2 });
});

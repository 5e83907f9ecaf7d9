import { resolve } from 'node:path';
import { stopCloud } from '@slipway/tool-cloud';
import { AppliedState } from './applied-state';
import { drainBriefly, fromNothingToNothing } from './life';
import { rehearse } from './rehearsal';
import { Stage } from './stage';
import { WorkspaceCopy } from './workspace-copy';

const ROOT = resolve(__dirname, '../../..');

let workspace: WorkspaceCopy;
let said = '';

beforeAll(() => {
  workspace = new WorkspaceCopy(ROOT);
  drainBriefly(workspace);
  workspace.commit('The app as it is');
});

afterAll(async () => {
  await stopCloud({ workspace: workspace.root });
  workspace.remove();
});

test('staging and prod are deployed, released to, and destroyed, and leave nothing', async () => {
  const stage = new Stage(workspace, (text) => (said += text));
  const steps = fromNothingToNothing(stage, new AppliedState(ROOT, workspace));
  const results = await rehearse(steps, () => undefined);

  const unexpected = results.find(({ asExpected }) => !asExpected);
  expect(unexpected && { ...unexpected, said: said.slice(-20_000) }).toBeUndefined();
  expect(results).toHaveLength(steps.length);
});

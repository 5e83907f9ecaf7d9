import { relative } from 'node:path';
import { resolveOptions, type VerbOptions } from './options';
import { stateAddress } from './stack';
import { withSession } from './session';

/**
 * Makes sure that the environment's workspace is there and says where its state is and how to run Terraform by hand.
 *
 * @throws Failure
 */
export async function workspace(name: string, options: VerbOptions): Promise<void> {
  const resolved = resolveOptions(options);
  const { output, workspace } = resolved;
  await withSession(name, resolved, { verb: 'workspace' }, async ({ stack, terraform, directory, cloud }) => {
    const backend = stack.terraform?.backend?.s3;
    output.result(
      [
        `workspace  ${await terraform.currentWorkspace()}`,
        ...(backend ? [`state      ${stateAddress(backend, name)}`] : []),
        `cloud      ${cloud}`,
        `directory  ${relative(workspace, directory)}`,
        `by hand    ${terraform.byHand('<command>')}`,
      ].join('\n'),
    );
  });
}

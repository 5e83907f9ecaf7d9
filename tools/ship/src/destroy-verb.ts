import type { DestroyOptions, DestroyResult } from '@slipway/tool-deploy';
import { forgetConfig, forgetTaskDefinitions, inCalls } from './forget';
import type { ShipOptions } from './options';
import { worldOf } from './world';

export type DestroyVerbOptions = ShipOptions & Pick<DestroyOptions, 'allowDestroy'>;

/** `slipway destroy`: removes what Terraform made, and then what releases registered and people configured beside it. */
export function destroyVerb(name: string, options: DestroyVerbOptions): Promise<DestroyResult> {
  const world = worldOf(options);
  return world.destroy(name, {
    ...options,
    cleanUp: async () => {
      const open = await world.open(name, options);
      await forgetTaskDefinitions(open);
      const kept = await forgetConfig(open);
      if (kept.length === 0) return;
      const line = `aws ssm delete-parameters --region ${open.environment.aws.region} --names`;
      options.output.note(
        [
          kept.length === 1
            ? 'A secret that somebody set stays in SSM.'
            : `${kept.length} secrets that people set stay in SSM.`,
          'The key of the environment is scheduled for deletion: nobody can read what it encrypts, and the next deploy makes another key.',
          'For 30 days `aws kms cancel-key-deletion` and `aws kms enable-key` bring the key back. To remove from SSM:',
          ...inCalls(kept).map((names) => `  ${line} ${names.join(' ')}`),
        ].join('\n'),
      );
    },
  });
}

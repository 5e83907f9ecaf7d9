import type { DestroyOptions, DestroyResult } from '@slipway/tool-deploy';
import { npxSlipway } from '@slipway/tool-terminal';
import { forgetSecrets, forgetTaskDefinitions, secretsOf } from './forget';
import type { ShipOptions } from './options';
import { worldOf } from './world';

export type DestroyVerbOptions = ShipOptions & Pick<DestroyOptions, 'allowDestroy'>;

/**
 * `slipway destroy`: removes what Terraform made, and then what releases registered and people configured beside it.
 * Secrets that were typed in may be nowhere else, so where that matters they are named before anybody is asked.
 */
export function destroyVerb(name: string, options: DestroyVerbOptions): Promise<DestroyResult> {
  const world = worldOf(options);
  return world.destroy(name, {
    ...options,
    goesToo: async () => {
      const open = await world.open(name, options);
      if (open.environment.removal === 'delete') return [];
      const secrets = [...(await secretsOf(open))];
      if (secrets.length === 0) return [];
      const [service, [variable = ''] = []] = secrets[0] ?? [''];
      return [
        'These secrets go, too, as the key that encrypts them does. Nobody can bring them back:',
        ...secrets.map(([each, variables]) => `  ${each}: ${variables.join(', ')}`),
        `What is nowhere else, keep first: ${npxSlipway('config', 'get', name, variable, service === 'web' ? '' : `--service ${service}`)}`,
      ];
    },
    cleanUp: async () => {
      const open = await world.open(name, options);
      await forgetTaskDefinitions(open);
      await forgetSecrets(open);
    },
  });
}

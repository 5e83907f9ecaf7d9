import type { OpenEnvironment } from '@slipway/tool-aws';
import { notApplied } from '@slipway/tool-release';
import { npxSlipway } from '@slipway/tool-terminal';

/** An environment as it was last deployed, and as its file has it. */
export type DeployedEnvironment = Pick<OpenEnvironment, 'environment' | 'written'>;

/**
 * What the environment's file has of a setting beyond what was deployed, as one sentence with the way to have it; empty
 * where nothing differs.
 *
 * @param setting `services.web.scaling`
 */
export function notDeployedWords(
  { environment, written = environment }: DeployedEnvironment,
  setting: string,
): string {
  const { settings } = notApplied(
    { settings: environment, resources: {} },
    { settings: written, resources: {} },
  );
  const lines = settings.filter(
    (line) => line.startsWith(setting) && /^[.:]/.test(line.slice(setting.length)),
  );
  if (lines.length === 0) return '';
  return `Not deployed yet: ${lines.join('; ')}. To apply first: ${npxSlipway('deploy', environment.name)}`;
}

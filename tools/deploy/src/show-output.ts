import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { resolveOptions, type VerbOptions } from './options';
import { onEmbeddedCloud, plainOutputs, renderOutputs, type Outputs } from './outputs';
import { withSession } from './session';

export interface ShowOutputOptions extends VerbOptions {
  /** One output, printed as it is, secret or not: who names it wants it. @default all of them */
  readonly only?: string;
  /** As JSON. @default false */
  readonly json?: boolean;
}

/**
 * Prints what an environment's deployment came to. Secrets are shown only when asked for by name.
 *
 * @throws Failure `usage` when there is no such output
 */
export async function showOutput(name: string, options: ShowOutputOptions): Promise<Outputs> {
  const { only, json = false } = options;
  const resolved = resolveOptions(options);
  return withSession(name, resolved, { verb: 'output' }, async ({ terraform, cloud }) => {
    const outputs = await terraform.outputs();
    const shown =
      cloud === 'embedded' && only === undefined && !json
        ? onEmbeddedCloud(outputs, npxSlipway('open', name))
        : outputs;
    resolved.output.result(text(name, shown, only, json));
    return outputs;
  });
}

function text(environment: string, outputs: Outputs, only: string | undefined, json: boolean): string {
  if (only === undefined) {
    if (json) return JSON.stringify(plainOutputs(outputs), undefined, 2);
    return renderOutputs(outputs) || `"${environment}" has no outputs; it is not deployed.`;
  }
  const found = outputs[only];
  if (!found) {
    const names = Object.keys(outputs).sort().join(', ') || 'none; it is not deployed';
    throw new Failure('usage', `"${environment}" has no output "${only}". There are: ${names}.`);
  }
  return typeof found.value === 'string' && !json
    ? found.value
    : JSON.stringify(found.value, undefined, json ? 2 : 0);
}

import type { Step, Terraform } from '@slipway/tool-terraform';
import type { Output } from '@slipway/tool-terminal';

interface Here {
  readonly terraform: Pick<Terraform, 'pullState'>;
  readonly options: { readonly output: Pick<Output, 'note'> };
}

interface StateJson {
  readonly resources?: readonly {
    readonly type: string;
    readonly instances: readonly {
      readonly attributes?: { readonly name?: string; readonly name_servers?: readonly string[] };
    }[];
  }[];
}

/**
 * A certificate is validated through a zone that the world must be able to find: while that takes long, says which name
 * servers belong at the registrar. Terraform saves its state every 20 seconds during an apply, so they are in there.
 */
export async function nameServersHint({ terraform, options }: Here, step: Step): Promise<void> {
  if (step.resourceType !== 'aws_acm_certificate_validation' || step.action !== 'create') return;
  const state = (await terraform.pullState().catch(() => undefined)) as StateJson | undefined;
  for (const { name, servers } of hostedZones(state)) {
    options.output.note(
      [
        `${name} has been waiting for its certificate. AWS issues it once public DNS finds the zone. If you have not done so yet, enter these name servers for ${name}, at its registrar or in the parent zone:`,
        ...servers.map((server) => `  ${server}`),
        'The deploy goes on by itself, for up to 75 minutes. You can repeat it.',
      ].join('\n'),
    );
  }
}

export function hostedZones(
  state: StateJson | undefined,
): { readonly name: string; readonly servers: readonly string[] }[] {
  return (state?.resources ?? [])
    .filter(({ type }) => type === 'aws_route53_zone')
    .flatMap(({ instances }) => instances)
    .flatMap(({ attributes: { name, name_servers: servers } = {} }) =>
      name && servers?.length ? [{ name, servers }] : [],
    );
}

import type { Step } from '@slipway/tool-terraform';
import type { Session } from './session';

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
export async function nameServersHint({ terraform, options }: Session, step: Step): Promise<void> {
  if (step.resourceType !== 'aws_acm_certificate_validation' || step.action !== 'create') return;
  const state = (await terraform.pullState().catch(() => undefined)) as StateJson | undefined;
  for (const { name, servers } of hostedZones(state)) {
    options.output.note(
      [
        `The certificate is issued once the zone ${name} can be found from outside. Unless that is so already, set these name servers for it, at its registrar or in the zone above it:`,
        ...servers.map((server) => `  ${server}`),
        `Terraform goes on by itself. If it gives up before, deploy again.`,
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

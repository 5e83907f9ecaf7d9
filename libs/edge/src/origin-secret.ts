import { Fn, TerraformResource, Token } from 'cdktf';
import { Construct } from 'constructs';

type Slot = 'a' | 'b';

export interface OriginSecretProps {
  /** The slot that the CDN sends. */
  readonly active: Slot;
}

/**
 * The secret that tells this environment's CDN from everybody else's: CloudFront's addresses are shared by all
 * distributions in the world, so the load balancer wants a header with one of two values that only ours can know.
 *
 * Terraform draws both values once and keeps them in its state, in clear text (state is encrypted and access to it
 * restricted); no plan shows them. To rotate without a refused request: switch `active` and deploy, then replace the
 * slot that is no longer sent with `terraform apply -replace=<its address>`.
 *
 * @example
 * const secret = new OriginSecret(stack, 'origin-secret', { active: 'a' });
 * // The load balancer admits secret.accepted, the CDN sends secret.sent.
 */
export class OriginSecret extends Construct {
  /** For the load balancer: both slots, so that neither step of a rotation leaves a gap. */
  readonly accepted: { readonly name: string; readonly values: readonly string[] };
  /** For the CDN. */
  readonly sent: { readonly name: string; readonly value: string };

  constructor(scope: Construct, id: string, props: OriginSecretProps) {
    super(scope, id);
    const values = { a: this.createSlot('a'), b: this.createSlot('b') };
    this.accepted = { name: HEADER, values: [values.a, values.b] };
    this.sent = { name: HEADER, value: values[props.active] };
  }

  /**
   * A `terraform_data` resource, which is built into Terraform and needs no provider. The value sits in
   * `triggers_replace` because `input` comes back in `output`, which Terraform does not treat as secret: plans that
   * replace or destroy the slot would print it.
   */
  private createSlot(slot: Slot): string {
    const resource = new TerraformResource(this, `slot-${slot}`, {
      terraformResourceType: 'terraform_data',
      // uuid() is drawn anew at each plan; this keeps the first one until the slot is replaced.
      lifecycle: { ignoreChanges: ['triggers_replace'] },
    });
    // By override, as cdktf's own class for this resource starts Terraform at synthesis and takes maps only.
    resource.addOverride('triggers_replace', '${sensitive(uuid())}');
    return Token.asString(Fn.sensitive(resource.interpolationForAttribute('triggers_replace')));
  }
}

/** CloudFront overwrites a header of this name that a viewer sends. */
const HEADER = 'x-slipway-origin';

import { DefaultTokenResolver, StringConcat, TerraformStack, Tokenization } from 'cdktf';
import { specApp } from './spec-app';
import { withoutCreationStacks } from './without-creation-stacks';

export interface Attributes {
  readonly [name: string]: unknown;
}

/** For specs: the resources that `build` puts into a stack, as Terraform reads them. */
export class Synthesized {
  // Truly private, so that two stacks with the same resources are equal to a test.
  readonly #stack: TerraformStack;
  /** Data sources by type. */
  private readonly sources: { readonly [type: string]: { readonly [address: string]: Attributes } };
  private readonly resources: { readonly [type: string]: { readonly [address: string]: Attributes } };

  constructor(build: (stack: TerraformStack) => void) {
    const stack = new TerraformStack(specApp(), 'stack');
    this.#stack = stack;
    const json = withoutCreationStacks(() => {
      build(stack);
      return stack.toTerraform();
    });
    const { resource = {}, data = {} } = JSON.parse(JSON.stringify(json));
    this.resources = resource;
    this.sources = data;
  }

  /** Reads a value as Terraform does, references included. */
  get resolve(): (value: unknown) => unknown {
    const resolver = new DefaultTokenResolver(new StringConcat());
    return (value) => Tokenization.resolve(value, { scope: this.#stack, resolver, preparing: false });
  }

  all(type: string): readonly Attributes[] {
    return Object.values(this.resources[type] ?? {});
  }

  /** Data sources of the type. */
  data(type: string): readonly Attributes[] {
    return Object.values(this.sources[type] ?? {});
  }

  /** The one resource of its type, or the one at `address` (its path, such as `network_private_subnet-1`). */
  get(type: string, address?: string): Attributes {
    const found = Object.entries(this.resources[type] ?? {})
      .filter(([id]) => address === undefined || readable(id) === address)
      .map(([, attributes]) => attributes);
    if (found.length !== 1) {
      throw new Error(
        `${found.length} times ${type} ${address ?? ''} among ${this.addresses(type).join(', ')}`,
      );
    }
    return found[0]!;
  }

  addresses(type: string): readonly string[] {
    return Object.keys(this.resources[type] ?? {}).map(readable);
  }

  /** Rules that `resource` is exempt from. */
  static exemptions(resource: Attributes): readonly string[] {
    const note = resource['//'] as { checkov?: { skip: readonly { id: string }[] } } | undefined;
    return (note?.checkov?.skip ?? []).map(({ id }) => id);
  }
}

/** cdktf ends every address with eight hexadecimal digits. */
function readable(address: string): string {
  return address.replace(/_[0-9A-F]{8}$/, '');
}

import type { Environment } from '@slipway/core';

/** Arguments of a resource as they stand in the JSON. */
export interface Arguments {
  readonly [name: string]: unknown;
  readonly address: string;
}

interface Block {
  readonly [type: string]: { readonly [id: string]: object };
}

interface Json {
  readonly terraform?: { readonly [name: string]: unknown };
  readonly provider?: { readonly aws: readonly { readonly [name: string]: unknown }[] };
  readonly resource?: Block;
  readonly output?: { readonly [name: string]: { readonly value: unknown } };
}

/** A synthesized stack, asked by resource type. */
export class Stack {
  private readonly json: Json;
  private readonly texts = new WeakMap<object, string>();

  constructor(
    readonly environment: Environment,
    readonly text: string,
  ) {
    this.json = JSON.parse(text) as Json;
  }

  get terraform(): { readonly [name: string]: unknown } {
    return this.json.terraform ?? {};
  }

  get providers(): readonly { readonly [name: string]: unknown }[] {
    return this.json.provider?.aws ?? [];
  }

  get outputs(): { readonly [name: string]: { readonly value: unknown } } {
    return this.json.output ?? {};
  }

  /** Every resource of the types, in the order of the JSON. */
  all(...types: readonly string[]): readonly Arguments[] {
    return types.flatMap((type) =>
      Object.entries(this.json.resource?.[type] ?? {}).map(([id, args]) => ({
        address: `${type}.${id}`,
        ...args,
      })),
    );
  }

  /** As {@link all}, and there must be one: a loop over nothing proves nothing. */
  some(...types: readonly string[]): readonly Arguments[] {
    const found = this.all(...types);
    if (found.length === 0)
      throw new Error(`There is no resource of type ${types.join(' or ')} in ${this.environment.name}.`);
    return found;
  }

  /** The only resource of the type. */
  only(type: string): Arguments {
    const found = this.all(type);
    if (found.length !== 1)
      throw new Error(`${found.length} resources of type ${type} in ${this.environment.name}, not one.`);
    return found[0] as Arguments;
  }

  /** The resources of `type` that refer to `target`. */
  referring(type: string, target: Arguments | undefined): readonly Arguments[] {
    return this.all(type).filter((resource) => this.refersTo(resource, target));
  }

  get types(): readonly string[] {
    return Object.keys(this.json.resource ?? {}).sort();
  }

  get addresses(): readonly string[] {
    return this.types.flatMap((type) => this.all(type).map(({ address }) => address)).sort();
  }

  /** Some argument of the one refers to the other. */
  refersTo(args: object, target: Arguments | undefined): boolean {
    return target !== undefined && this.textOf(args).includes(`${target.address}.`);
  }

  private textOf(args: object): string {
    const text = this.texts.get(args) ?? JSON.stringify(args);
    this.texts.set(args, text);
    return text;
  }
}

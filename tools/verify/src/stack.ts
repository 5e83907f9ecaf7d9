import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { synthesize } from '@slipway/tool-synth';
import type { Environment } from '@slipway/core';

/** Root of the repository. */
export const ROOT = resolve(__dirname, '../../..');

/** Names of all environments, by their folders. */
export const ENVIRONMENTS = readdirSync(join(ROOT, 'environments'))
  .filter((name) => existsSync(join(ROOT, 'environments', name, 'environment.ts')))
  .sort();

/** Arguments of a resource as they stand in the JSON. */
export type Arguments = { readonly [name: string]: unknown } & { readonly address: string };

/** A synthesized stack, asked by resource type. */
export class Stack {
  private constructor(
    readonly environment: Environment,
    readonly text: string,
    private readonly json: { readonly [block: string]: { readonly [type: string]: object } },
  ) {}

  private static readonly synthesized = new Map<string, Promise<Stack>>();

  /** The environment's stack, synthesized once. */
  static of(name: string): Promise<Stack> {
    const stack = Stack.synthesized.get(name) ?? Stack.synthesize(name);
    Stack.synthesized.set(name, stack);
    return stack;
  }

  private static async synthesize(name: string): Promise<Stack> {
    const { stackFile, environment } = await synthesize(name, { root: ROOT });
    const text = readFileSync(stackFile, 'utf8');
    return new Stack(environment, text, JSON.parse(text));
  }

  get terraform(): { readonly [name: string]: unknown } {
    return this.json.terraform as { readonly [name: string]: unknown };
  }

  get providers(): readonly { readonly [name: string]: unknown }[] {
    return (this.json.provider as unknown as { aws: { [name: string]: unknown }[] }).aws;
  }

  /** Every resource of the types, in order of address. */
  all(...types: readonly string[]): readonly Arguments[] {
    return types.flatMap((type) =>
      Object.entries(this.json.resource?.[type] ?? {}).map(([id, args]) => ({
        address: `${type}.${id}`,
        ...args,
      })),
    );
  }

  /** The only resource of the type. */
  only(type: string): Arguments {
    const found = this.all(type);
    if (found.length !== 1)
      throw new Error(`${found.length} resources of type ${type} in ${this.environment.name}`);
    return found[0] as Arguments;
  }

  get types(): readonly string[] {
    return Object.keys(this.json.resource ?? {}).sort();
  }

  get addresses(): readonly string[] {
    return this.types.flatMap((type) => this.all(type).map(({ address }) => address)).sort();
  }

  /** Every resource of a type that some other resource's argument refers to. */
  refersTo(args: Arguments, target: Arguments | undefined): boolean {
    return target !== undefined && JSON.stringify(args).includes(`${target.address}.`);
  }
}

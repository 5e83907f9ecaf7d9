interface Stack {
  readonly resource?: { readonly [type: string]: { readonly [name: string]: unknown } };
}

/** Addresses of the resources that the configuration keeps from being destroyed. */
export function preventDestroyAddresses({ resource = {} }: Stack): string[] {
  return Object.entries(resource).flatMap(([type, resources]) =>
    Object.entries(resources).flatMap(([name, body]) => {
      const { lifecycle } = body as { lifecycle?: { prevent_destroy?: boolean } };
      return lifecycle?.prevent_destroy ? [`${type}.${name}`] : [];
    }),
  );
}

/**
 * Lifts `prevent_destroy` for exactly these addresses, as an override file beside the stack's JSON: Terraform merges it
 * into the resources of the same name. Addresses that the stack does not have are left out, since an override of
 * nothing is an error; they have no `prevent_destroy` any more.
 *
 * @returns the file's content; `undefined` if there is nothing to lift
 */
export function allowDestroyOverride(stack: Stack, addresses: readonly string[]): object | undefined {
  const resource: { [type: string]: { [name: string]: object } } = {};
  for (const address of addresses) {
    const [, type, name] = /^([a-z0-9_]+)\.([\w-]+)(?:\[.+\])?$/.exec(address) ?? [];
    if (!type || !name || !stack.resource?.[type]?.[name]) continue;
    (resource[type] ??= {})[name] = { lifecycle: { prevent_destroy: false } };
  }
  return Object.keys(resource).length > 0 ? { resource } : undefined;
}

/** Service to the names of its variables. Values never come here. */
export interface ConfigNames {
  readonly [service: string]: readonly string[];
}

/** Service to its variables, each with its version. */
export interface ConfigVersions {
  readonly [service: string]: { readonly [name: string]: number };
}

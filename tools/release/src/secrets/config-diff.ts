import type { ConfigVersions } from '../record/config';

/** A secret of two environments. Also the shape of `--json`. */
export interface ConfigDiffRow {
  readonly service: string;
  readonly name: string;
  /** Version in each. The two are counted apart, so that equal ones say nothing. @default it is not set there */
  readonly versions: { readonly [environment: string]: number };
}

export interface ConfigSide {
  readonly environment: string;
  readonly config: ConfigVersions;
}

/** The secrets of two environments side by side: names and versions, never values. */
export function configDiff(one: ConfigSide, other: ConfigSide): readonly ConfigDiffRow[] {
  const sides = [one, other];
  const services = [...new Set(sides.flatMap(({ config }) => Object.keys(config)))].sort();
  return services.flatMap((service) => {
    const names = new Set(sides.flatMap(({ config }) => Object.keys(config[service] ?? {})));
    return [...names].sort().map((name) => {
      const versions = sides.flatMap(({ environment, config }) => {
        const version = config[service]?.[name];
        return version === undefined ? [] : [[environment, version] as const];
      });
      return { service, name, versions: Object.fromEntries(versions) };
    });
  });
}

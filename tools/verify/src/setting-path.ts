import type { EnvironmentSpec } from '@slipway/core';

interface Section {
  readonly [setting: string]: unknown;
}

type Names<T> = Extract<keyof T, string>;
type IsMap<T> = string extends keyof T ? true : false;

/**
 * Where a setting is, as `network.zones`; of services, `web` stands for all. Lists and the maps that a team names
 * itself are single settings. What is `false`, a word or a section has both its own path and those inside.
 */
type PathsOf<T, Before extends string> = {
  [Name in Names<T>]-?: PathsAt<NonNullable<T[Name]>, `${Before}${Name}`>;
}[Names<T>];

type PathsAt<Value, Path extends string> = Value extends readonly unknown[]
  ? Path
  : Value extends object
    ? IsMap<Value> extends true
      ? Value extends { readonly [name: string]: infer Inner }
        ? Inner extends string | readonly unknown[]
          ? Path
          : PathsOf<Inner, `${Path}.web.`>
        : never
      : PathsOf<Value, `${Path}.`>
    : Path;

/** The place of every setting there is. */
export type SettingPath = PathsOf<EnvironmentSpec, ''>;

type ValueAt<T, Path extends string> = Path extends `${infer Name}.${infer Rest}`
  ? ValueAt<Inside<NonNullable<T>, Name>, Rest>
  : Inside<NonNullable<T>, Path>;

type Inside<T, Name extends string> = T extends object
  ? Name extends keyof T
    ? NonNullable<T[Name]>
    : T extends { readonly [name: string]: infer Inner }
      ? Inner
      : never
  : never;

/** What the setting there may be. */
export type SettingValue<Path extends SettingPath> = ValueAt<EnvironmentSpec, Path>;

/** The spec with another value at `path`. */
export function put(spec: EnvironmentSpec, path: string, value: unknown): EnvironmentSpec {
  return putInside(spec as unknown as Section, path.split('.'), value) as unknown as EnvironmentSpec;
}

function putInside(section: Section, [name = '', ...rest]: readonly string[], value: unknown): Section {
  const inner = rest.length === 0 ? value : putInside((section[name] ?? {}) as Section, rest, value);
  return { ...section, [name]: inner };
}

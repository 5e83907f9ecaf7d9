/** A word of the line that has its place, such as the environment. */
export interface Positional {
  readonly type: 'positional';
  readonly required: boolean;
  readonly description?: string;
}

/** On or off, and never with a value. */
export interface Switch {
  readonly type: 'boolean';
  /** The `y` of `-y`. @default it has only its long spelling */
  readonly short?: string;
  /** `true` for one that is on: it is then spelled `--no-<name>`. @default off */
  readonly default?: true;
  readonly description?: string;
}

export interface TextOption {
  readonly type: 'string';
  readonly short?: string;
  /** It may be given more than once; its value is then a list. @default false */
  readonly multiple?: boolean;
  /** What stands for its value in the help. @default 'value' */
  readonly valueHint?: string;
  readonly description?: string;
}

export type Option = Switch | TextOption;

/** What a verb takes, by name. Positionals come in their order. */
export interface Args {
  readonly [name: string]: Positional | Option;
}

type ValueOf<A> = A extends { readonly type: 'positional' }
  ? A extends { readonly required: true }
    ? string
    : string | undefined
  : A extends { readonly type: 'boolean' }
    ? A extends { readonly default: true }
      ? boolean
      : boolean | undefined
    : A extends { readonly multiple: true }
      ? readonly string[]
      : string | undefined;

/** The values of a line. */
export type Values<T extends Args> = { readonly [name in keyof T]: ValueOf<T[name]> } & {
  /** What further words there are, after the positionals. */
  readonly words: readonly string[];
};

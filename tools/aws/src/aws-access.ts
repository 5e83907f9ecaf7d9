/** Variables of an AWS caller; `undefined` takes one away. Empty for the caller's own settings. */
export interface AwsVariables {
  readonly [name: string]: string | undefined;
}

/** Which account and region to talk to, and as whom. */
export interface AwsTarget {
  readonly account: string;
  readonly region: string;
  /** On top of the process's own environment; the embedded cloud names its endpoint and credentials here. @default none */
  readonly variables?: AwsVariables;
}

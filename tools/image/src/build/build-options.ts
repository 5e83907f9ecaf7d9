export interface BuildOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Ctrl-C. @default never */
  readonly signal?: AbortSignal;
}

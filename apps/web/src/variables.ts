/** Environment variables, as `process.env` has them. */
export interface Variables {
  readonly [name: string]: string | undefined;
}

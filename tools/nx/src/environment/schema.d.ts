/** Options of the environment generator; `schema.json` says what they mean. */
export interface EnvironmentGeneratorOptions {
  readonly name: string;
  readonly from?: string;
  readonly account?: string;
}

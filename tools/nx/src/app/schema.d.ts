export interface AppGeneratorOptions {
  readonly name: string;
}

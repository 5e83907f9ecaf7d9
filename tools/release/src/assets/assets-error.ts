/** Why an image's assets are not kept, in words that a record can hold. Nothing was changed for users by then. */
export class AssetsError extends Error {
  override readonly name = 'AssetsError';

  /** @param next the command that helps */
  constructor(
    words: string,
    readonly next?: string,
  ) {
    super(words);
  }
}

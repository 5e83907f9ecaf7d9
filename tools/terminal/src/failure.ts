import { EXIT_CODES, type FailureKind } from './exit-codes';

/** Something a person can act on. The message is all they get: what happened, what is safe, what to do. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
  }

  get exitCode(): number {
    return EXIT_CODES[this.kind];
  }
}

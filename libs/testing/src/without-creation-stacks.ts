/**
 * Builds without noting where each token was made. cdktf notes it for every one, and Jest maps each frame to its
 * source: that was two thirds of the time of a spec that synthesizes. Errors keep their own stack.
 */
export function withoutCreationStacks<T>(build: () => T): T {
  const capture = Error.captureStackTrace;
  Error.captureStackTrace = () => undefined;
  try {
    return build();
  } finally {
    Error.captureStackTrace = capture;
  }
}

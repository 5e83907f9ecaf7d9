import { types } from 'node:util';

/** Errors of AWS's that say, by their name, that something is not there. */
const NAMES =
  /^(?:\w*NotFound(?:Exception|Fault|Error)?|NoSuchBucket|NoSuchKey|NoSuchEntity(?:Exception)?|ServiceNotActiveException)$/;

/** ECS says it of task definitions in its message alone. */
const DEFINITIONS =
  /^(?:TaskDefinition (?:is inactive|does not exist|not found)|Unable to describe task definition)/;

/**
 * Whether AWS said that something does not exist, or can no longer be used. Whoever asks for a thing that need not be
 * there handles it; elsewhere it means that somebody removed what a deploy or a release had made.
 *
 * @returns AWS's words, on one line
 */
export function goneOf(error: unknown): string | undefined {
  if (!(error instanceof Error || types.isNativeError(error))) return undefined;
  const { name, message } = error;
  const inactive = /^(?:Client|InvalidParameter)Exception$/.test(name) && DEFINITIONS.test(message);
  // Node's own errors have names like these, and no answer of AWS.
  if (!inactive && !(NAMES.test(name) && '$metadata' in error)) return undefined;
  return (message || name).replaceAll(/\s+/g, ' ').trim();
}

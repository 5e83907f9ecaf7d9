/** A refusal as ECS gives it: its code is what SDKs throw. */
export class EcsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    /** What its answer has besides. */
    readonly members: object = {},
  ) {
    super(message);
  }
}

export const invalidParameter = (message: string) => new EcsError('InvalidParameterException', message);

/** What is wrong with a task definition, or with naming one. */
export const clientError = (message: string) => new EcsError('ClientException', message);

/** @throws EcsError for what a request must name and does not */
export function given<T>(value: T | undefined | null, message: string): T {
  if (value === undefined || value === null || value === '') throw invalidParameter(message);
  return value;
}

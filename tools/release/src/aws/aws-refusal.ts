/** A call that AWS did not like, such as a size that Fargate no longer has; not a defect of ours. */
export function isAwsRefusal(error: unknown): error is Error {
  const status = (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata
    ?.httpStatusCode;
  return error instanceof Error && status !== undefined && status >= 400 && status < 500;
}

/** `AWS refused: No such thing.` */
export function refusalWords({ message }: Error): string {
  return `AWS refused: ${message.replace(/\.*$/, '')}.`;
}

/** What a program wrote before it failed, else why it did not run. */
export function saidBy(error: unknown): string {
  const { stderr, message } = error as Error & { readonly stderr?: string };
  return stderr?.trim() || message;
}

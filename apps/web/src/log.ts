export interface LogFields {
  readonly [field: string]: string | number | boolean | undefined;
}

export type Log = (level: 'info' | 'error', message: string, fields?: LogFields) => void;

/** One JSON object a line on stdout, which is where a container's log is read. */
export const log: Log = (level, message, fields = {}) => {
  const line = { time: new Date().toISOString(), level, message, ...fields };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

/** What to log of something thrown. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node's error for "no address of this host answers" has only parts.
  const parts = error instanceof AggregateError ? error.errors.map(reason).join('; ') : '';
  return error.message || parts || error.name;
}

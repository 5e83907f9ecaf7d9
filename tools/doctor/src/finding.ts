/**
 * - `good`: as it should be
 * - `advice`: works without, or is for somebody to decide
 * - `bad`: something of what Slipway does will not work
 */
export type FindingState = 'good' | 'advice' | 'bad';

/** What a check came to. */
export interface Finding {
  readonly state: FindingState;
  /** What is there. */
  readonly found: string;
  /** The command or the step that fixes it; more than one line where there is more to say. @default nothing to fix */
  readonly fix?: string;
}

/** One thing that is looked at. */
export interface Check {
  readonly name: string;
  /** Names of checks without which this one says nothing; it is left out when one of them is bad. @default none */
  readonly needs?: readonly string[];
  readonly run: () => Promise<Finding>;
}

/** A check that was made, or could not be because of another. */
export interface Checked extends Omit<Finding, 'state'> {
  readonly name: string;
  readonly state: FindingState | 'skipped';
}

export function good(found: string): Finding {
  return { state: 'good', found };
}

export function advice(found: string, fix?: string): Finding {
  return { state: 'advice', found, ...(fix !== undefined && { fix }) };
}

export function bad(found: string, fix?: string): Finding {
  return { state: 'bad', found, ...(fix !== undefined && { fix }) };
}

/** An error as a finding: its first line says what happened, the others what to do. */
export function trouble(error: unknown): Finding {
  const message = error instanceof Error ? error.message || error.name : String(error);
  const [first = '', ...rest] = message.trim().split('\n');
  // That a doctor changes nothing goes without saying.
  return bad(first.replace(/ ?Nothing was (?:changed|opened)\.$/, ''), flushLeft(rest) || undefined);
}

function flushLeft(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents, Infinity);
  return lines
    .map((line) => line.slice(common))
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

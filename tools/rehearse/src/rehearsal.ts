import { formatDuration } from '@slipway/tool-terminal';

/** One thing that is tried, and what it must come to. */
export interface Step {
  readonly name: string;
  /**
   * @returns what came of it, in a few words
   * @throws Unexpected when it is not what it should be
   */
  readonly run: () => Promise<string>;
}

/** A step that ended otherwise than it should have. */
export class Unexpected extends Error {
  override readonly name = 'Unexpected';
}

export interface StepResult {
  readonly name: string;
  readonly seconds: number;
  readonly verdict: string;
  readonly asExpected: boolean;
}

/**
 * Runs steps in order. The first that is not as it should be ends the rehearsal, since the others build on it.
 *
 * @param watch told as each step starts and ends
 */
export async function rehearse(
  steps: readonly Step[],
  watch: (event: { readonly starts: string } | { readonly ended: StepResult }) => void,
): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const { name, run } of steps) {
    watch({ starts: name });
    const startedAt = performance.now();
    const outcome = await run().then(
      (verdict) => ({ verdict, asExpected: true }),
      (error: unknown) => ({ verdict: words(error), asExpected: false }),
    );
    const ended = { name, seconds: (performance.now() - startedAt) / 1000, ...outcome };
    results.push(ended);
    watch({ ended });
    if (!ended.asExpected) break;
  }
  return results;
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Steps, times and verdicts, a line each. */
export function renderResults(results: readonly StepResult[]): string {
  const wide = Math.max(...results.map(({ name }) => name.length));
  return results
    .map(({ name, seconds, verdict, asExpected }) => {
      const [first = '', ...rest] = verdict.split('\n');
      const line = `${asExpected ? '✓' : '✗'} ${name.padEnd(wide)}  ${formatDuration(seconds).padStart(10)}  ${first}`;
      return [line, ...rest.map((text) => `    ${text}`)].join('\n');
    })
    .join('\n');
}

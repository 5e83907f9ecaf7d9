/** One thing that is wrong with a configuration, told to the person who wrote it. */
export interface Problem {
  /** Where it is, as one would write it: `services.web.cpu`. */
  readonly subject: string;
  /** What stands there now. Values that may be secret are described, not shown. */
  readonly got: string;
  readonly allowed: string;
  /** What to do about it: one or two sentences. */
  readonly fix: string;
  /** Page that the rule was taken from. */
  readonly source?: string;
}

/** A configuration that cannot be used, with everything that is wrong with it. The message is for people and complete. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  /** @param subject what the problems are about: an environment's name, or several */
  constructor(
    subject: string,
    readonly problems: readonly Problem[],
  ) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(`${subject}: ${count} in the configuration. Nothing was changed.\n\n${formatProblems(problems)}`);
  }
}

/** One block of lines for each problem, with an empty line between. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map(formatProblem).join('\n\n');
}

function formatProblem({ subject, got, allowed, fix, source }: Problem): string {
  const lines = [`  ${subject}`, `    got      ${got}`, `    allowed  ${allowed}`, `    do       ${fix}`];
  return source === undefined ? lines.join('\n') : [...lines, `    see      ${source}`].join('\n');
}

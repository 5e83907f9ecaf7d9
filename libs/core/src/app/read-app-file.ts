import { EnvironmentError, type Problem } from '../problem';
import type { AppSpec } from '../spec/app-spec';
import { faultsOf } from '../validation/faults';
import { appSchema } from './app-schema';

/** An app's {@link AppSpec} with defaults filled in. */
export interface AppSettings {
  readonly context: 'app' | 'workspace';
  readonly packages?: string;
}

/**
 * Reads what an app's `slipway.json` says.
 *
 * @param file as it is called where it is told
 * @param text content of the file
 * @throws EnvironmentError with every problem at once
 */
export function readAppFile(file: string, text: string): AppSettings {
  const spec = parse(file, text);
  const parsed = appSchema.safeParse(spec);
  if (!parsed.success) {
    throw new EnvironmentError(
      file,
      faultsOf(parsed.error.issues, spec).map(({ problem }) => problem),
    );
  }
  const { context = 'app', packages } = parsed.data;
  if (packages !== undefined && context === 'app') throw new EnvironmentError(file, [cutOfNothing(packages)]);
  return { context, ...(packages !== undefined && { packages }) };
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as AppSpec;
  } catch (error) {
    throw new EnvironmentError(file, [
      {
        subject: 'the file',
        got: (error as Error).message,
        allowed: 'JSON, without comments',
        fix: 'Mend it, or remove the file: an app without one is found out by its other files.',
      },
    ]);
  }
}

function cutOfNothing(packages: string): Problem {
  return {
    subject: 'packages',
    got: `'${packages}' with the context 'app'`,
    allowed: "a program with the context 'workspace', whose packages it cuts",
    fix: "Leave packages out, or set context to 'workspace'.",
  };
}

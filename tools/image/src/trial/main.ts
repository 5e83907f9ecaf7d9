import { Failure, terminalOutput } from '@slipway/tool-terminal';
import { testImage } from './test-image';

/** `npm run test:image`. @returns the exit code */
export async function main(workspace: string): Promise<number> {
  const output = terminalOutput();
  // Ctrl-C ends the program of the step as well, which fails then; what was made is removed all the same.
  process.on('SIGINT', () => undefined);
  try {
    return (await testImage({ workspace, output })) ? 0 : 1;
  } catch (error) {
    // What a program of the build said is all that there is to know.
    const { stderr, message } = error as Error & { readonly stderr?: string };
    output.note(error instanceof Failure || !stderr ? message : stderr.trim());
    return 1;
  }
}

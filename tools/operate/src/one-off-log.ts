import type { OpenEnvironment } from '@slipway/tool-aws';
import { logGroupOf } from './names';

/** CloudWatch shows what a task wrote a few seconds late; this many reads in a row without news are the end. */
const QUIET_READS = 2;
const READ_MS = 1000;

/** What one task prints, each line once and in order. */
export class OneOffLog {
  #token: string | undefined;

  constructor(
    private readonly open: OpenEnvironment,
    private readonly service: string,
    private readonly taskId: string,
    private readonly line: (text: string) => void,
  ) {}

  /** @returns whether there was something new */
  async read(): Promise<boolean> {
    const logs = await this.open.clients.logs();
    let found = false;
    for (;;) {
      const page = await logs
        .getLogEvents({
          logGroupName: logGroupOf(this.open.environment, this.service),
          logStreamName: `${this.service}/${this.service}/${this.taskId}`,
          startFromHead: true,
          nextToken: this.#token,
        })
        .catch((error: unknown) => {
          // The stream begins with the first line.
          if ((error as Error).name === 'ResourceNotFoundException') return undefined;
          throw error;
        });
      if (!page) return found;
      for (const { message = '' } of page.events ?? []) this.line(message.replace(/\n$/, ''));
      found ||= (page.events?.length ?? 0) > 0;
      const end = page.nextForwardToken === this.#token;
      this.#token = page.nextForwardToken;
      // At the end CloudWatch hands out the token that it was given.
      if (end || !page.events?.length) return found;
    }
  }

  /** Reads what may still be on its way once the task has ended. */
  async settle(pause: (ms: number) => Promise<unknown>): Promise<void> {
    for (let quiet = 0; quiet < QUIET_READS; quiet = (await this.read()) ? 0 : quiet + 1)
      await pause(READ_MS);
  }
}

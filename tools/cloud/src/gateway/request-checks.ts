import { forward, type Forwarded } from './moto-proxy';

/** Where moto's process checks a request whose own path follows. */
const CHECK = '/_slipway/check';

/** Has requests checked against what AWS takes, and noted; moto's process has AWS's models. */
export class RequestChecks {
  constructor(
    private readonly motoPort: number,
    private readonly log: (line: string) => void,
  ) {}

  /** Resolves when it is noted. Never rejects: the request itself goes on in any case. */
  async check(received: Forwarded): Promise<void> {
    try {
      const { status } = await forward(this.motoPort, { ...received, path: `${CHECK}${received.path}` });
      if (status !== 204) this.log(`A request was not checked (HTTP ${status}).`);
    } catch (error) {
      this.log(`A request was not checked: ${String(error)}`);
    }
  }
}

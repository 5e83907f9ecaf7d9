import { readFileSync } from 'node:fs';
import { configRelease, failureOf, systemClock, type Clock, type ReleaseEvent } from '@slipway/tool-release';
import { Failure } from '@slipway/tool-terraform';
import type { DriverOrder } from './driver-process';
import { TrialAccess } from './trial-environment';

/** A process that releases, and that may kill itself in the middle. Its order is a file of JSON. */
const order = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as DriverOrder;

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function tell(event: ReleaseEvent): void {
  say({ event });
  const { killAt } = order;
  if (event.type !== killAt?.type) return;
  if ('phase' in event && event.phase !== killAt.phase) return;
  process.kill(process.pid, 'SIGKILL');
}

/** A clock that shows another time than those of the other machines. */
const clock: Clock = { ...systemClock, now: () => Date.now() + (order.clockAhead ?? 0) };

async function run(): Promise<void> {
  const access = await TrialAccess.open(order.place);
  const ports = access.ports({ clock });
  const record =
    order.digest === undefined
      ? await configRelease(access.environment, 'config', ports, tell)
      : (await access.push(order.digest, { ports, tell })).record;
  say({ record });
  process.exitCode = (record && failureOf(record)?.exitCode) ?? 0;
}

run().catch((error: unknown) => {
  const { message } = error as Error;
  say({ failure: message });
  process.exitCode = error instanceof Failure ? error.exitCode : 1;
});

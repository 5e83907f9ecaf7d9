import { readFileSync } from 'node:fs';
import {
  configRelease,
  failureOf,
  imageForAll,
  release,
  rollback,
  systemClock,
  type Clock,
  type ReleaseEvent,
  type ReleaseRecord,
} from '@slipway/tool-release';
import { Failure } from '@slipway/tool-terminal';
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

async function verb(access: TrialAccess): Promise<ReleaseRecord | undefined> {
  const { environment } = access;
  const ports = access.ports({ clock });
  if (order.rollback) return rollback(environment, undefined, ports, tell);
  if (order.digest === undefined) return configRelease(environment, 'config', ports, tell);
  return release(
    { environment, reason: 'push', images: imageForAll(environment, order.digest) },
    ports,
    tell,
  );
}

async function run(): Promise<void> {
  const record = await verb(await TrialAccess.open(order.place));
  say({ record });
  process.exitCode = (record && failureOf(record)?.exitCode) ?? 0;
}

run().catch((error: unknown) => {
  const { message } = error as Error;
  say({ failure: message });
  process.exitCode = error instanceof Failure ? error.exitCode : 1;
});

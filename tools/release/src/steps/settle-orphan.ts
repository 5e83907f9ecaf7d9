import { clusterName } from '@slipway/core';
import { commandService } from './command-service';
import { readServices } from '../aws/services';
import { ReleaseRun } from '../engine/release-run';
import { COMMAND_TIMEOUT_MS } from '../engine/request';
import type { Workplace } from '../engine/workplace';
import type { LedgerEntry } from '../ledger/ledger';
import { isOrphan } from '../record/orphan';
import type { ReleaseRecord } from '../record/release-record';
import { orphanedCause } from './failed-cause';
import { goBack, rollToTheEnd } from './finish';
import { followCommand, startedBy } from './release-command';
import { isOurs } from './roll-back';

/**
 * Brings a release whose run was killed to its end, by what ECS says. Does nothing while its run is alive.
 *
 * @returns the settled record
 */
export async function settleOrphan(place: Workplace): Promise<ReleaseRecord | undefined> {
  const { ledger, ports, tell } = place;
  const latest = await ledger.latest();
  const settled = latest && isOrphan(latest, ports.processes) ? await takeOver(place, latest) : undefined;
  const superseded = await ledger.supersedeOlder();
  if (superseded.length > 0) {
    const versions = superseded.map((version) => `v${version}`).join(', ');
    tell({
      type: 'note',
      text: `${versions} was still recorded as live beside a later release; it is superseded now.`,
    });
  }
  return settled;
}

async function takeOver(place: Workplace, entry: LedgerEntry): Promise<ReleaseRecord> {
  const { ledger, ports, tell } = place;
  const { version, state, by } = entry.record;
  const owned = ledger.own(entry);
  // Who writes this first settles; a run that was only asleep notices, too.
  await owned.update({ settledBy: ports.by });
  tell({
    type: 'note',
    text: `v${version} was left ${state} by a run that is gone (${by.name} on ${by.host}); settling it by what ECS says.`,
  });
  const run = new ReleaseRun(place, owned, await ledger.live());
  const record = await run.alive(() => bringToAnEnd(run));
  tell({ type: 'note', text: `v${version} is ${record.state.replace('_', ' ')}.` });
  return record;
}

async function bringToAnEnd(run: ReleaseRun): Promise<ReleaseRecord> {
  const { record } = run;
  if (record.state !== 'rolling') {
    if (record.state === 'releasing') await endCommand(run);
    return run.end({ state: 'failed', cause: orphanedCause(run) });
  }
  const services = await readServices(run.place.clients, run.place.environment);
  const names = Object.keys(record.taskDefinitions);
  const ours = names.filter((name) => {
    const service = services.get(name);
    return service && isOurs(run, name, service);
  });
  // It was on its way back already.
  if (record.cause) return goBack(run, record.cause);
  if (ours.length === names.length) return rollToTheEnd(run);
  const begun = ours.length > 0 || Object.keys(record.deployments).length > 0;
  return begun ? goBack(run, orphanedCause(run)) : run.end({ state: 'failed', cause: orphanedCause(run) });
}

/**
 * A release command that still runs is waited for: a migration that is cut off in the middle is worse than one that
 * nobody waited for. The release does not go on after it, though, as whoever pushed it is no longer there.
 */
async function endCommand(run: ReleaseRun): Promise<void> {
  const { clients, environment, tell } = run.place;
  const ecs = await clients.ecs();
  const running = await ecs.listTasks({
    cluster: clusterName(environment),
    startedBy: startedBy(run.record.version),
    desiredStatus: 'RUNNING',
  });
  const taskArn = running.taskArns?.[0];
  if (taskArn === undefined && run.record.releaseCommand?.exitCode !== undefined) return;
  const known = taskArn ?? run.record.releaseCommand?.taskArn;
  if (known === undefined) return;
  if (taskArn !== undefined)
    tell({ type: 'note', text: 'Its release command still runs; waiting for it to end.' });
  const command = environment.services[commandService(environment) ?? '']?.release ?? [];
  await followCommand(run, {
    taskArn: known,
    command: run.record.releaseCommand?.command ?? command,
    timeoutMs: COMMAND_TIMEOUT_MS,
  });
}

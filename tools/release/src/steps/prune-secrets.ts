import type { ReleaseRun } from '../engine/release-run';
import { KEEP_RELEASES } from '../record/keep-releases';
import { ParameterStore } from '../secrets/parameter-store';
import { prunableSecrets } from '../secrets/prunable-secrets';
import { configOf, lookAtSecrets } from '../secrets/secrets-look';

/** Removes values that nothing needs any more. A release does not fail by it: what stays, the next one removes. */
export async function pruneSecrets(run: ReleaseRun): Promise<void> {
  try {
    await prune(run);
  } catch (error) {
    const text = `Old values of secrets were not removed: ${(error as Error).message} The next release tries again.`;
    run.place.tell({ type: 'note', text });
  }
}

async function prune(run: ReleaseRun): Promise<void> {
  const { place, record } = run;
  const { environment, clients, ledger, ports } = place;
  const [look, live] = await Promise.all([lookAtSecrets(place), ledger.newestLive(KEEP_RELEASES)]);
  const keep = [configOf(look), look.change.config, record.config, ...live.map(({ config }) => config)];
  const unwanted = [...look.parameters].flatMap(([service, parameters]) => {
    const old = prunableSecrets(parameters, service, keep, ports.clock.now());
    return old.length > 0 ? [{ service, old }] : [];
  });
  if (unwanted.length === 0) return;
  // A run that slept may have been taken for dead, and what it saw is not what is there now.
  await run.prove();
  const ssm = new ParameterStore(environment, clients);
  for (const { service, old } of unwanted) await ssm.removeVersions(service, old);
}

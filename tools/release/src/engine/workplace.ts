import { assetBucket, type Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';
import { EcrImageBlobs } from '../aws/image-blobs';
import { S3AssetStore } from '../aws/s3-asset-store';
import { steadily } from '../aws/steady-clients';
import { Ledger } from '../ledger/ledger';
import type { AssetStore } from '../ports/asset-store';
import type { ImageBlobs } from '../ports/image';
import type { ObjectStore } from '../ports/object-store';
import type { ReleasePorts } from '../ports/ports';
import type { ReleaseListener } from '../ports/release-event';
import { Secrets } from '../secrets/secrets';

/**
 * The environment that a verb works on, and all that it works with. What calls AWS goes on through throttling and an
 * absent network; what does not have that patience is out of reach here.
 */
export interface Workplace {
  readonly environment: Environment;
  readonly ports: Pick<ReleasePorts, 'clock' | 'by' | 'commits' | 'processes' | 'askSite' | 'signal'>;
  readonly clients: AwsClients;
  /** The environment's release bucket. */
  readonly store: ObjectStore;
  readonly ledger: Ledger;
  /** What outlives the tasks of a release. */
  readonly assets: AssetStore;
  /** Of the app's images. */
  readonly blobs: ImageBlobs;
  /** What is set for the services. */
  readonly secrets: Secrets;
  readonly tell: ReleaseListener;
}

export function workplace(
  environment: Environment,
  ports: ReleasePorts,
  listener: ReleaseListener,
): Workplace {
  const { clock, by, commits, processes, askSite, signal } = ports;
  const tell = harmless(listener);
  const steady = patience(environment.name, ports, tell);
  const store = steady.methods(ports.store);
  const clients = steady.clients(ports.clients);
  return {
    environment,
    ports: { clock, by, commits, processes, askSite, signal },
    clients,
    store,
    ledger: new Ledger(environment.name, store),
    assets: steady.methods<AssetStore>(
      new S3AssetStore(ports.clients, assetBucket(environment), environment.name),
    ),
    blobs: steady.methods<ImageBlobs>(
      new EcrImageBlobs({ clients: ports.clients, environment, fetchBytes: ports.fetchBytes }),
    ),
    secrets: new Secrets({
      environment,
      clients,
      store,
      by: by.name,
      now: () => clock.now(),
    }),
    tell,
  };
}

/** The ledger of an environment that is only read, with the same patience. */
export function ledgerBeside(
  { environment, store }: { readonly environment: string; readonly store: ObjectStore },
  ports: ReleasePorts,
  listener: ReleaseListener,
): Ledger {
  return new Ledger(environment, patience(environment, ports, harmless(listener)).methods(store));
}

function patience(environment: string, { clock, cloud }: ReleasePorts, tell: ReleaseListener) {
  return steadily({ clock, environment, cloud, note: (text) => tell({ type: 'note', text }) });
}

/** Whoever watches cannot make a release fail, be it a terminal that was closed or Slack. */
function harmless(listener: ReleaseListener): ReleaseListener {
  return (event) => {
    try {
      listener(event);
    } catch {
      return;
    }
  };
}

import { join } from 'node:path';
import { EcsService } from '../ecs/ecs-service';
import { BucketStore } from '../edge/bucket-store';
import { Edges } from '../edge/edges';
import { ExecSessions, SESSIONS_PATH } from '../exec/exec-sessions';
import type { ApiService } from '../gateway/api-service';
import { BackendClients } from '../gateway/backend-clients';
import type { InternalRoutes } from '../gateway/internal-routes';
import { ScalableTargets } from '../gateway/scalable-targets';
import { BLOBS_PATH, ImageService } from '../images/image-service';
import { ImageStore } from '../images/image-store';
import { LoadBalancers } from '../load-balancer/load-balancers';
import { PreferredPorts } from '../http/preferred-ports';
import { databaseRoutes } from '../postgres/database-routes';
import { databaseAuthorityFile, type Databases } from '../postgres/databases';
import { Occupants } from '../points/occupants';
import { OpenRuns } from '../points/open-runs';
import type { PointStore } from '../points/point-store';
import { writeState } from '../points/state-folder';
import { Points, type PointsOptions } from '../points/points';
import type { ProcessKeeper } from '../processes/process-keeper';
import { ProcessRunner } from '../tasks/process-runner';
import { ContainerTaskLauncher } from '../tasks/container-task-launcher';
import { keptDatabases } from './kept-databases';
import { sessionsFor } from './ecs-sessions';
import { MotoAccount } from './moto-account';

/** Somebody waits for the point: calls that are being answered may take their time. */
const ASKED_MS = 30_000;

export interface CompositionOptions {
  /** Of the gateway: what tasks get as their AWS endpoint. */
  readonly endpoint: string;
  readonly motoPort: number;
  /** Where the cloud keeps what it must remember. */
  readonly directory: string;
  readonly databases: Databases;
  /** Interpreter, for pseudo-terminals. */
  readonly python: string;
  readonly keeper: ProcessKeeper;
  readonly routes: InternalRoutes;
  readonly store: PointStore;
  readonly whileQuiet: PointsOptions['whileQuiet'];
  readonly log: (line: string) => void;
}

export interface Composition {
  /** In the order in which they are asked. */
  readonly services: readonly ApiService[];
  readonly points: Points;
  /** Forgets credentials that a reset has ended. */
  forget(): void;
  /** Ends what runs for the services, each before what it needs. */
  stop(): Promise<void>;
}

/** Everything that stands before moto, wired: the table of contents of the embedded cloud. */
export async function compose(options: CompositionOptions): Promise<Composition> {
  const { motoPort, directory, databases, python, keeper, routes, log } = options;
  const motoEndpoint = `http://127.0.0.1:${motoPort}`;
  const endpoint = () => options.endpoint;
  const backend = new BackendClients(motoEndpoint);
  const ports = new PreferredPorts(join(directory, 'ports.json'));

  const store = new ImageStore(directory);
  // Of a registry that nobody can go back to any more.
  await store.prune(options.store.images());
  const images = new ImageService({ store, backend, endpoint });
  const runner = new ProcessRunner({ keeper, store, python: async () => python });
  const databaseAuthority = databaseAuthorityFile(directory);
  const balancers = new LoadBalancers({ backend, ports });
  const account = new MotoAccount(backend, balancers);
  const launcher = new ContainerTaskLauncher({
    ...{ backend, runner, store, endpoint, databaseAuthority },
    asItIsNow: (setting) => databases.moved.inSetting(setting),
    hasRole: (where, arn) => account.hasRole(where, arn),
  });
  const edges = new Edges({ backend, balancers, buckets: new BucketStore(motoEndpoint), ports });
  const sessions = new ExecSessions(endpoint);
  const ecs = new EcsService({
    launcher,
    targets: balancers,
    backend,
    account,
    sessions: sessionsFor(sessions),
    note: log,
  });
  const scaling = new ScalableTargets((where, range) => ecs.clampDesiredCount(where, range));

  const runs = new OpenRuns();
  const occupants = new Occupants(() => points.changed());
  const points = new Points({
    store: options.store,
    // Databases before the tasks that ask them.
    parts: [
      { occupants, images, scaling, databases: keptDatabases(databases, motoPort) },
      { balancers, edges, ecs },
    ],
    motoPort,
    whileQuiet: options.whileQuiet,
    isBusy: () => runs.any,
    about: () => ({ images: images.known(), environments: occupants.save() }),
    log,
  });

  occupants.serve(routes);
  routes.add('points', () => options.store.last() ?? null);
  routes.add('points/save', async (body) => {
    const { directory: target } = body as { readonly directory: string };
    await writeState({ points, databases, images: store }, target);
    return {};
  });
  routes.add('points/take', () => points.take({ withinMs: ASKED_MS }));
  routes.add('sites', () => edges.sites());
  for (const [path, route] of Object.entries(databaseRoutes(databases))) routes.add(path, route);
  routes.addRaw(BLOBS_PATH, (path, response) => images.serveBlob(path, response));
  routes.addUpgrade(SESSIONS_PATH, (request, socket, head) => sessions.upgrade(request, socket, head));

  const services = [
    // First: if the reset fails in the middle, nothing of before comes back either.
    onlyRuns({ reset: () => points.reset(), stop: async () => undefined }),
    onlyRuns({ reset: () => occupants.reset(), stop: async () => undefined }),
    onlyRuns({ reset: () => sessions.reset(), stop: () => sessions.reset() }),
    ecs,
    scaling,
    balancers.service,
    edges.service,
    images,
    onlyRuns(databases),
    runs,
  ];
  return {
    services,
    points,
    forget: () => backend.forget(),
    stop: async () => {
      for (const service of services) await service.stop();
    },
  };
}

/** A part that answers no API, but is emptied and ended with those that do. */
function onlyRuns(part: Pick<ApiService, 'reset' | 'stop'>): ApiService {
  return { answer: async () => undefined, reset: () => part.reset(), stop: () => part.stop() };
}

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import {
  defineEnvironment,
  physicalName,
  releaseBucket,
  type Environment,
  type ServiceSpec,
} from '@slipway/core';
import { awsClients, type AwsClients } from '@slipway/tool-aws';
import { cloudEnvironment, publishImage, sites, type Cloud } from '@slipway/tool-cloud';
import {
  fetchBytes,
  imageForAll,
  Ledger,
  localProcesses,
  release,
  S3Store,
  systemClock,
  type ReleaseEvent,
  type ReleaseListener,
  type ReleasePorts,
  type ReleaseRecord,
  type ReleaseRequest,
} from '@slipway/tool-release';
import { writeTrialApp, type Traits } from './trial-app';
import type { TrialCloud } from './trial-cloud';
import { TrialShape } from './trial-shape';

const AWS = { account: '111111111111', region: 'eu-west-1' };

/** A distribution that keeps assets in a bucket, or one with the load balancer as its only origin. */
export type TrialEdgeKind = 'assets' | 'single-origin';

/** What a process has to know to work on an environment that another one has made. */
export interface TrialPlace {
  readonly name: string;
  readonly service: ServiceSpec;
  /** What stands before the load balancer. @default nothing */
  readonly edge?: TrialEdgeKind;
  /** Whether it has a Postgres. @default false */
  readonly database?: boolean;
  /** Where AWS answers: the cloud itself, or a proxy before it. */
  readonly endpoint: string;
}

/** An environment with a service `web`, and everything that a release of it takes. */
export class TrialAccess {
  readonly environment: Environment;
  readonly ledger: Ledger;

  private constructor(
    readonly place: TrialPlace,
    readonly clients: AwsClients,
    readonly store: S3Store,
    readonly accessKeyId: string,
  ) {
    this.environment = environmentOf(place);
    this.ledger = new Ledger(place.name, store);
  }

  static async open(place: TrialPlace): Promise<TrialAccess> {
    const variables = await cloudEnvironment(place, AWS);
    const clients = awsClients({ ...AWS, variables });
    const store = new S3Store(clients, releaseBucket(environmentOf(place)), place.name);
    return new TrialAccess(place, clients, store, variables.AWS_ACCESS_KEY_ID ?? '');
  }

  /** What a release touches the world with, all of it real. No commit is known to be older than another. */
  ports(instead: Partial<ReleasePorts> = {}): ReleasePorts {
    return {
      clients: this.clients,
      store: this.store,
      clock: systemClock,
      commits: { isAncestor: async () => 'no' },
      processes: localProcesses,
      by: {
        name: 'trial',
        host: localProcesses.host,
        pid: process.pid,
        processStart: localProcesses.startOf(process.pid),
      },
      fetchBytes,
      ...instead,
    };
  }

  /** Releases an image as a push does. @returns the finished record, and everything that was told meanwhile */
  async push(digest: string, { request, ports, tell }: PushOptions = {}): Promise<TrialRelease> {
    const events: ReleaseEvent[] = [];
    const began = performance.now();
    const record = await release(
      {
        environment: this.environment,
        reason: 'push',
        images: imageForAll(this.environment, digest),
        ...request,
      },
      this.ports(ports),
      (event) => {
        events.push(event);
        tell?.(event);
      },
    );
    return { record, events, seconds: (performance.now() - began) / 1000 };
  }
}

export interface PushOptions {
  /** What it asks for otherwise. @default a push without a commit */
  readonly request?: Partial<ReleaseRequest>;
  /** What it touches the world with otherwise. */
  readonly ports?: Partial<ReleasePorts>;
  readonly tell?: ReleaseListener;
}

export interface TrialRelease {
  readonly record: ReleaseRecord;
  readonly events: readonly ReleaseEvent[];
  /** From the call until it returned. */
  readonly seconds: number;
}

/** @param service as in an environment's file */
function environmentOf({ name, service, edge, database = false }: TrialPlace): Environment {
  return defineEnvironment({
    app: 'acme',
    name,
    aws: AWS,
    domain: { name: `${name}.example.com` },
    database: database ? {} : false,
    edge: { cdn: edge !== undefined, assets: edge === 'assets' },
    services: { web: service },
  });
}

export interface TrialOptions {
  /** Of the environment; each has its own cluster, load balancer and ledger. */
  readonly name: string;
  /** @default 2 to 4 tasks */
  readonly service?: ServiceSpec;
  /** @default none */
  readonly edge?: TrialEdgeKind;
  /** @default false */
  readonly database?: boolean;
  /** Variables of the template that come from Secrets Manager, with the secret's ARN. @default none */
  readonly templateSecrets?: { readonly [variable: string]: string };
}

export interface ImageOptions {
  /** @default amd64 */
  readonly architecture?: 'amd64' | 'arm64';
  /** @default none */
  readonly labels?: { readonly [name: string]: string };
}

/** A trial's environment together with the cloud that it lives in, so that images can be pushed and pages be opened. */
export class TrialEnvironment {
  private constructor(
    private readonly trial: TrialCloud,
    private readonly cloud: Cloud,
    readonly access: TrialAccess,
    readonly shape: TrialShape,
  ) {}

  /** Makes within a second what Terraform makes of an environment's file, as far as releases need it. */
  static async make(trial: TrialCloud, cloud: Cloud, options: TrialOptions): Promise<TrialEnvironment> {
    const { templateSecrets = {}, service = { scaling: { min: 2, max: 4 } }, ...rest } = options;
    const access = await TrialAccess.open({ ...rest, service, endpoint: cloud.endpoint });
    const shape = new TrialShape(cloud.endpoint, access.environment, access.clients, access.accessKeyId);
    await shape.make(templateSecrets);
    return new TrialEnvironment(trial, cloud, access, shape);
  }

  /** Pushes an app. @returns the digest of its image */
  image(traits: Traits, architecture: 'amd64' | 'arm64' = 'amd64'): Promise<string> {
    const folder = mkdtempSync(join(this.trial.directory, 'app-'));
    writeTrialApp(folder, traits);
    return this.imageOf(folder, { architecture });
  }

  /** Pushes an app that is built already. @returns the digest of its image */
  imageOf(folder: string, { architecture = 'amd64', labels }: ImageOptions = {}): Promise<string> {
    const { app, aws } = this.access.environment;
    const options = {
      account: aws.registryAccount,
      region: aws.region,
      repository: app,
      folder,
      command: ['node', 'server.js'],
      architecture,
      labels,
    };
    return publishImage(this.trial.options, options);
  }

  /** Where its users find it on this machine. */
  async url(): Promise<string> {
    const { environment } = this.access;
    const balancer = physicalName('load-balancer', environment);
    const site = (await sites(this.cloud)).find(({ hosts }) =>
      hosts.some((host) =>
        environment.edge.cdn ? host === environment.domain.name : host.startsWith(`${balancer}-`),
      ),
    );
    if (!site) throw new Error(`${environment.name} has no site yet.`);
    return site.url;
  }

  async page(): Promise<{ readonly status: number; readonly release: string | null; readonly text: string }> {
    const response = await fetch(await this.url());
    return {
      status: response.status,
      release: response.headers.get('x-release'),
      text: await response.text(),
    };
  }
}

import { assetBucket, clusterName, releaseBucket, stateLocation } from '@slipway/core';
import { awsFailure } from '@slipway/tool-aws';
import type { LocatedEnvironment } from '@slipway/tool-deploy';
import { readShellTarget } from '@slipway/tool-operate';
import type { EnvironmentStatus, LedgerStatus } from '@slipway/tool-release';
import type { Described } from '@slipway/tool-synth';
import { Failure } from '@slipway/tool-terminal';
import { advice, good, trouble, type Check, type Finding } from './finding';
import { fileOf } from './machine-checks';
import {
  bucketIsThere,
  clusterStatus,
  deployedEnvironment,
  missingSecrets,
  notDeployed,
  repositoryIsThere,
  serviceStatuses,
} from './place-facts';
import {
  assetBucketFinding,
  clusterFinding,
  releaseBucketFinding,
  repositoryFinding,
  secretsFinding,
  servicesFinding,
  stateBucketFinding,
} from './place-findings';
import {
  holdFinding,
  lastTryFinding,
  liveFinding,
  newerFinding,
  targetsFinding,
  tasksFinding,
  underWayFinding,
  type Slipway,
} from './release-findings';
import { releaseReads } from './release-reads';

export interface PlaceChecksOptions {
  readonly environment: string;
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** How the environment's commands are typed. */
  readonly slipway: Slipway;
  /** @throws Failure when it cannot be reached, or the credentials are of another account */
  readonly open: () => Promise<LocatedEnvironment>;
  /** What the workspace says of it. @throws SynthError */
  readonly describe: () => Promise<Described>;
}

/** What can be looked at where an environment lives. Changes nothing. */
export function placeChecks({
  environment,
  workspace,
  slipway,
  open,
  describe,
}: PlaceChecksOptions): readonly Check[] {
  const place = once(open);
  /** What AWS refuses is told in words. */
  const at =
    <T>(look: (place: LocatedEnvironment) => Promise<T>) =>
    async (): Promise<T> => {
      const opened = await place();
      try {
        return await look(opened);
      } catch (error) {
        throw awsFailure(error, { environment, cloud: opened.cloud, safe: 'Nothing was changed.' });
      }
    };
  const deployed = once(at(deployedEnvironment));
  const reads = releaseReads({ place: deployed, workspace, once, at });
  const ofLedger = (name: string, judge: (status: LedgerStatus, slipway: Slipway) => Finding): Check => ({
    name,
    needs: ['release bucket'],
    run: async () => judge(await reads.ledger(), slipway),
  });
  const ofServices = (
    name: string,
    judge: (status: LedgerStatus & Pick<EnvironmentStatus, 'services'>, slipway: Slipway) => Finding,
  ): Check => ({
    name,
    needs: ['release bucket', 'services'],
    run: async () => judge({ ...(await reads.ledger()), services: await reads.services() }, slipway),
  });
  return [
    { name: 'account', needs: [fileOf(environment)], run: async () => accountFinding(await place()) },
    { name: 'state bucket', needs: ['account'], run: at((opened) => stateBucket(opened, slipway)) },
    { name: 'image registry', needs: ['account'], run: at((opened) => repository(opened, slipway)) },
    { name: 'release bucket', needs: ['account'], run: at((opened) => releases(opened, slipway)) },
    { name: 'asset bucket', needs: ['account'], run: at((opened) => assets(opened, slipway)) },
    { name: 'cluster', needs: ['account'], run: at((opened) => cluster(opened, slipway)) },
    {
      name: 'services',
      needs: ['cluster'],
      run: at(async () => servicesFinding(await serviceStatuses(await deployed()), slipway)),
    },
    {
      name: 'secrets',
      needs: ['release bucket', 'services'],
      run: at(async () => secretsFinding(await missingSecrets(await deployed()), slipway)),
    },
    ofLedger('live release', liveFinding),
    ofLedger('release under way', underWayFinding),
    ofLedger('last release', lastTryFinding),
    ofLedger('hold', holdFinding),
    {
      name: 'settings',
      needs: ['release bucket', 'services'],
      run: at(async () =>
        newerFinding(
          { newer: await reads.newer() },
          notDeployed(await deployed(), await describe()),
          slipway,
        ),
      ),
    },
    ofServices('tasks', tasksFinding),
    ofServices('targets', targetsFinding),
    { name: 'shell', needs: ['services'], run: at(async () => shell(await deployed())) },
  ];
}

function accountFinding({ cloud, environment: { aws }, target }: LocatedEnvironment): Finding {
  const where = `account ${aws.account}, ${aws.region}`;
  const endpoint = target.variables?.AWS_ENDPOINT_URL;
  if (cloud === 'aws') return good(`${where}; the credentials belong to it`);
  return good(`on the embedded cloud${endpoint ? ` at ${endpoint}` : ''}, ${where}`);
}

async function stateBucket(place: LocatedEnvironment, slipway: Slipway): Promise<Finding> {
  const { bucket: name } = stateLocation(place.environment);
  return stateBucketFinding({ name, isThere: await bucketIsThere(place, name) }, place.cloud, slipway);
}

async function repository(place: LocatedEnvironment, slipway: Slipway): Promise<Finding> {
  const { app, aws } = place.environment;
  const name = `repository "${app}" of account ${aws.registryAccount}`;
  return repositoryFinding({ name, isThere: await repositoryIsThere(place) }, place.cloud, slipway);
}

async function releases(place: LocatedEnvironment, slipway: Slipway): Promise<Finding> {
  const name = releaseBucket(place.environment);
  return releaseBucketFinding({ name, isThere: await bucketIsThere(place, name) }, slipway);
}

async function assets(place: LocatedEnvironment, slipway: Slipway): Promise<Finding> {
  const { environment } = place;
  const name = environment.edge.assets ? assetBucket(environment) : undefined;
  return assetBucketFinding(name, name !== undefined && (await bucketIsThere(place, name)), slipway);
}

async function cluster(place: LocatedEnvironment, slipway: Slipway): Promise<Finding> {
  return clusterFinding(clusterName(place.environment), await clusterStatus(place), slipway);
}

/** Releases work without shells, so whatever is in the way of one is advice. */
async function shell(place: LocatedEnvironment): Promise<Finding> {
  const opens: string[] = [];
  const reasons: string[] = [];
  for (const service of Object.keys(place.environment.services)) {
    try {
      await readShellTarget(place, service);
      opens.push(service);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      reasons.push(error.message);
    }
  }
  if (reasons.length === 0) return good(`opens in ${opens.join(', ')}`);
  const { found, fix } = trouble(reasons.join('\n').replaceAll(/ ?Nothing was (?:changed|opened)\./g, ''));
  return advice(found, fix);
}

/** Calls it when it is first needed, and never again. */
function once<T>(call: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= call());
}

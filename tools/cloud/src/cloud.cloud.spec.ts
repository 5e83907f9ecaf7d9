import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn, type ChildProcess } from 'node:child_process';
import type { Announcement } from './announcement';
import { callAws, jsonCall, type Caller } from './aws-call';
import { cloudStatus, resetCloud, stopCloud, type Cloud } from './cloud';
import { assumeRole } from './credentials';
import { instanceAt, isInstance } from './identity';
import { INSTANCE } from './processes/left-behind';
import { takePoint } from './points/keep';
import { processTable, wasStartedWith } from './processes/process-table';
import { prepareRegistry, prepareState } from './prepare-state';
import { SampleCloud } from './sample-cloud';

const ACCOUNT = { account: '222222222222', region: 'eu-west-1' };

let sample: SampleCloud;

beforeEach(() => {
  sample = new SampleCloud();
});

afterEach(() => sample.remove());

const announcement = () => join(sample.directory, 'cloud.json');

async function caller(cloud: Cloud, account = ACCOUNT): Promise<Caller> {
  const { accessKeyId } = await assumeRole(cloud, account);
  return { endpoint: cloud.endpoint, accessKeyId, region: account.region };
}

async function clusters(by: Caller): Promise<readonly string[]> {
  const answer = await callAws(by, jsonCall('ecs', 'AmazonEC2ContainerServiceV20141113.ListClusters', {}));
  return (JSON.parse(answer) as { clusterArns: string[] }).clusterArns;
}

const createCluster = (by: Caller, clusterName: string) =>
  callAws(by, jsonCall('ecs', 'AmazonEC2ContainerServiceV20141113.CreateCluster', { clusterName }));

async function untilGone({ port, instance }: Announcement): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(100))
    if ((await instanceAt(port)) !== instance) return;
  throw new Error('It still answers');
}

describe('a start', () => {
  test('gives a cloud that answers, is found again, and is gone after a stop', async () => {
    expect(await cloudStatus(sample.options())).toBeUndefined();
    const cloud = await sample.start();
    expect(cloud.endpoint).toBe(`http://127.0.0.1:${cloud.port}`);
    expect(cloud.version).toMatch(/^5\.2\./);
    expect(await sample.start()).toEqual(cloud);
    expect(await cloudStatus(sample.options())).toEqual(cloud);
    expect(await stopCloud(sample.options())).toBe(true);
    expect(await instanceAt(cloud.port)).toBeUndefined();
    expect(await cloudStatus(sample.options())).toBeUndefined();
    expect(await stopCloud(sample.options())).toBe(false);
  });

  test('of two at once makes one', async () => {
    const [one, other] = await Promise.all([sample.start(), sample.start()]);
    expect(one.instance).toBe(other.instance);
    expect(readdirSync(join(sample.directory, 'logs'))).toHaveLength(1);
  });

  test('asks for the port of the last run again', async () => {
    const { port } = await sample.start();
    await stopCloud(sample.options());
    expect((await sample.start()).port).toBe(port);
  });

  test('logs every call', async () => {
    const cloud = await sample.start();
    await createCluster(await caller(cloud), 'logged');
    expect(readFileSync(cloud.log, 'utf8')).toMatch(/ 200 ecs CreateCluster \d+ ms\n/);
  });

  test('is not led astray by the user’s AWS settings', async () => {
    const cloud = await sample.start({ AWS_PROFILE: 'absent', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
    await expect(createCluster(await caller(cloud), 'web')).resolves.toContain('cluster/web');
  });
});

describe('a port that was asked for', () => {
  let holder: Server;
  let port: number;

  beforeEach(async () => {
    holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    port = (holder.address() as AddressInfo).port;
  });

  afterEach(() => holder.close());

  test('is used when it is free', async () => {
    await new Promise((resolve) => holder.close(resolve));
    expect((await sample.start({ SLIPWAY_CLOUD_PORT: String(port) })).port).toBe(port);
  });

  test('and is taken is said, with what to do', async () => {
    await expect(sample.start({ SLIPWAY_CLOUD_PORT: String(port) })).rejects.toMatchObject({
      kind: 'cloud',
      message: expect.stringMatching(new RegExp(`port ${port} is taken by [\\s\\S]*SLIPWAY_CLOUD_PORT`)),
    });
    expect(existsSync(announcement())).toBe(false);
  });

  test('while a cloud runs elsewhere is refused, and that cloud goes on', async () => {
    const cloud = await sample.start();
    await expect(sample.start({ SLIPWAY_CLOUD_PORT: String(port) })).rejects.toThrow(
      `running on port ${cloud.port}, and SLIPWAY_CLOUD_PORT asks for ${port}`,
    );
    expect(await cloudStatus(sample.options())).toEqual(cloud);
  });

  test('of the last run that somebody else took meanwhile is not insisted on', async () => {
    writeFileSync(join(sample.directory, 'port'), String(port));
    expect((await sample.start()).port).not.toBe(port);
  });
});

describe('a cloud that', () => {
  /** Its own processes, but for the gateway. */
  const kept = ({ instance }: Announcement) =>
    processTable().filter(({ pid }) => wasStartedWith(pid, INSTANCE, instance));

  async function untilNoneKept(cloud: Announcement): Promise<void> {
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(100))
      if (kept(cloud).length === 0) return;
    throw new Error('Some are left');
  }

  test.each(['SIGTERM', 'SIGKILL'] as const)('got %s leaves no process behind', async (signal) => {
    const cloud = await sample.start();
    expect(kept(cloud)).toHaveLength(1);
    process.kill(cloud.pid, signal);
    await expect(untilNoneKept(cloud)).resolves.toBeUndefined();
  });

  test('lost its moto ends, and its log says why', async () => {
    const cloud = await sample.start();
    for (const { pid } of kept(cloud)) process.kill(pid, 'SIGKILL');
    await untilGone(cloud);
    expect(readFileSync(cloud.log, 'utf8')).toContain('moto has ended (signal SIGKILL)');
  });

  test('was killed is replaced by one with what it had at its last point', async () => {
    const killed = await sample.start();
    await createCluster(await caller(killed), 'before');
    await takePoint(sample.options());
    await createCluster(await caller(killed), 'after');
    process.kill(killed.pid, 'SIGKILL');
    await untilGone(killed);
    expect(await cloudStatus(sample.options())).toBeUndefined();
    const fresh = await sample.start();
    expect(fresh.instance).not.toBe(killed.instance);
    expect(await clusters(await caller(fresh))).toEqual([expect.stringMatching(/cluster\/before$/)]);
  });

  test('is stopped while Terraform is in the middle keeps what was before the run', async () => {
    const cloud = await sample.start();
    const by = await caller(cloud);
    await prepareState(cloud, { app: 'acme', ...ACCOUNT });
    const lock = `/acme-tfstate-222222222222-eu-west-1/env:/local/acme.tfstate.tflock`;
    await createCluster(by, 'before');
    await takePoint(sample.options());
    await callAws(by, { service: 's3', method: 'PUT', path: lock, body: '{}' });
    await createCluster(by, 'half-made');
    expect(await takePoint(sample.options())).toEqual({ none: 'busy' });
    await stopCloud(sample.options());
    const again = await sample.start();
    expect(await clusters(await caller(again))).toEqual([expect.stringMatching(/cluster\/before$/)]);
  });

  test('is reset does not come back', async () => {
    const cloud = await sample.start();
    await createCluster(await caller(cloud), 'before');
    await takePoint(sample.options());
    await resetCloud(sample.options());
    process.kill(cloud.pid, 'SIGKILL');
    await untilGone(cloud);
    expect(await clusters(await caller(await sample.start()))).toEqual([]);
  });

  test('lost its folder ends by itself', async () => {
    const cloud = await sample.start();
    rmSync(sample.directory, { recursive: true });
    await expect(untilGone(cloud)).resolves.toBeUndefined();
  });

  test('accompanies a process ends after it', async () => {
    const process = spawn('sleep', ['600']);
    const cloud = await sample.start({ SLIPWAY_CLOUD_ENDS_WITH: String(process.pid) });
    process.kill('SIGKILL');
    await expect(untilGone(cloud)).resolves.toBeUndefined();
  });

  test('hangs is ended all the same', async () => {
    const cloud = await sample.start();
    process.kill(cloud.pid, 'SIGSTOP');
    expect(await isInstance(cloud.pid, cloud.instance)).toBe(true);
    await stopCloud(sample.options());
    expect(await isInstance(cloud.pid, cloud.instance)).toBe(false);
  });
});

describe('an announcement that is out of date', () => {
  let stranger: ChildProcess;

  beforeEach(() => {
    stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      detached: true,
      stdio: 'ignore',
    });
  });

  afterEach(() => stranger.kill('SIGKILL'));

  const announce = (stale: Partial<Announcement>) =>
    writeFileSync(
      announcement(),
      JSON.stringify({ instance: '20200101T000000-00000000', port: 1, ...stale }),
    );

  test('never ends a process that got its id meanwhile', async () => {
    announce({ pid: stranger.pid });
    expect(await stopCloud(sample.options())).toBe(false);
    expect(stranger.exitCode).toBeNull();
    expect(stranger.signalCode).toBeNull();
    expect(existsSync(announcement())).toBe(false);
  });

  test('never ends another cloud that got its port meanwhile', async () => {
    const other = new SampleCloud();
    try {
      const { port, pid } = await other.start();
      announce({ pid, port });
      expect(await stopCloud(sample.options())).toBe(false);
      expect(await cloudStatus(other.options())).toMatchObject({ pid });
    } finally {
      await other.remove();
    }
  });

  test('and cannot be read does not hinder a start', async () => {
    writeFileSync(announcement(), '{');
    expect((await sample.start()).endpoint).toMatch(/^http:/);
  });
});

describe('what lives in it', () => {
  let cloud: Cloud;

  beforeEach(async () => {
    cloud = await sample.start();
  });

  test('is apart by account and by region', async () => {
    const one = await caller(cloud);
    await createCluster(one, 'web');
    expect(await clusters(one)).toHaveLength(1);
    expect(await clusters(await caller(cloud, { ...ACCOUNT, account: '000000000000' }))).toEqual([]);
    expect(await clusters(await caller(cloud, { ...ACCOUNT, region: 'us-east-1' }))).toEqual([]);
  });

  test('is gone after a reset, and credentials from before are refused', async () => {
    const before = await caller(cloud);
    await createCluster(before, 'web');
    await resetCloud(sample.options());
    await expect(clusters(before)).rejects.toThrow('make new ones');
    expect(await clusters(await caller(cloud))).toEqual([]);
  });

  test('has what a bootstrap makes, however often', async () => {
    const prepare = async () => {
      await prepareState(cloud, { app: 'acme', ...ACCOUNT });
      await prepareRegistry(cloud, { repository: 'acme', ...ACCOUNT });
    };
    await prepare();
    await Promise.all([prepare(), prepare()]);
    const by = await caller(cloud);
    const versioning = await callAws(by, {
      service: 's3',
      method: 'GET',
      path: '/acme-tfstate-222222222222-eu-west-1?versioning',
    });
    expect(versioning).toContain('<Status>Enabled</Status>');
    const aliases = await callAws(by, jsonCall('kms', 'TrentService.ListAliases', {}));
    expect(aliases.match(/alias\/acme-tfstate/g)?.length).toBeGreaterThan(0);
    const repositories = 'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories';
    expect(await callAws(by, jsonCall('ecr', repositories, {}))).toContain('repository/acme');
  });

  test('can be prepared in the region whose name S3 refuses', async () => {
    await expect(
      prepareState(cloud, { app: 'acme', account: '222222222222', region: 'us-east-1' }),
    ).resolves.toBeUndefined();
  });
});

test('a reset without a cloud is refused', async () => {
  await expect(resetCloud(sample.options())).rejects.toMatchObject({ kind: 'cloud' });
});

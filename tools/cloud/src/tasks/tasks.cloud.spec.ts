import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { findPython } from '@slipway/tool-python';
import type { Cloud } from '../cloud';
import { BackendClients } from '../gateway/backend-clients';
import type { ApiCall } from '../gateway/api-service';
import { digestOf } from '../images/image-manifest';
import { ImageService } from '../images/image-service';
import { ImageStore } from '../images/image-store';
import { pushImage } from '../images/push-image';
import { SampleCloud } from '../sample-cloud';
import { ProcessRunner } from './process-runner';
import { ContainerTaskLauncher } from './container-task-launcher';
import { SampleKeeper } from './sample-keeper';
import type { TaskEnd } from './task-launcher';

const REGION = 'eu-west-1';
const REGISTRY = { account: '111111111111', region: REGION };
const HOME = { account: '222222222222', region: REGION };

const sample = new SampleCloud();
const keeper = new SampleKeeper();
const root = mkdtempSync(join(tmpdir(), 'slipway-tasks-'));
let cloud: Cloud;
let backend: BackendClients;
let store: ImageStore;
let launcher: ContainerTaskLauncher;
let blobs: Server;
let images: ImageService;

beforeAll(async () => {
  cloud = await sample.start();
  backend = new BackendClients(cloud.endpoint);
  store = new ImageStore(sample.directory);
  const runner = new ProcessRunner({
    keeper,
    store,
    python: async () => (await findPython(process.env)).executable,
  });
  launcher = new ContainerTaskLauncher({
    backend,
    runner,
    store,
    endpoint: () => cloud.endpoint,
    databaseAuthority: join(root, 'authority.pem'),
  });
  images = new ImageService({
    store,
    backend,
    endpoint: () => `http://127.0.0.1:${(blobs.address() as AddressInfo).port}`,
  });
  blobs = createServer((request, response) => void images.serveBlob(request.url ?? '', response));
  blobs.listen(0, '127.0.0.1');
  await once(blobs, 'listening');
  await backend
    .in(REGISTRY)
    .ecr.createRepository({ repositoryName: 'acme', imageTagMutability: 'IMMUTABLE' });
  await backend.in(HOME).logs.createLogGroup({ logGroupName: '/acme/web' });
});

afterAll(async () => {
  blobs.close();
  await keeper.endAll();
  await sample.remove();
  rmSync(root, { recursive: true, force: true });
});

async function push(script: string, tags: readonly string[] = []): Promise<string> {
  const folder = join(root, 'app');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'server.js'), script);
  const { ecr } = backend.in(REGISTRY);
  return (await pushImage({ store, ecr, repository: 'acme', folder, command: ['node', 'server.js'], tags }))
    .digest;
}

const definition = (digest: string, more: object = {}): TaskDefinition => ({
  memory: '512',
  containerDefinitions: [
    {
      name: 'web',
      image: `${REGISTRY.account}.dkr.ecr.${REGION}.amazonaws.com/acme@${digest}`,
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': '/acme/web', 'awslogs-region': REGION, 'awslogs-stream-prefix': 'web' },
      },
      ...more,
    },
  ],
});

let tasks = 0;

async function run(task: TaskDefinition): Promise<{ end: TaskEnd; lines: string[] }> {
  const taskId = String(++tasks).padStart(32, '0');
  const end = await new Promise<TaskEnd>((stopped) =>
    launcher.launch(
      {
        ...HOME,
        taskArn: `arn:aws:ecs:${REGION}:${HOME.account}:task/acme/${taskId}`,
        taskId,
        clusterName: 'acme',
        definition: task,
      },
      { pulling: () => undefined, running: () => undefined, stopped },
    ),
  );
  const { events = [] } = await backend
    .in(HOME)
    .logs.getLogEvents({ logGroupName: '/acme/web', logStreamName: `web/web/${taskId}`, startFromHead: true })
    .catch(() => ({ events: [] }));
  return { end, lines: events.map(({ message = '' }) => message) };
}

test('an image is known by the digest of its manifest, and its architecture is read as on AWS', async () => {
  const digest = await push('console.log(1)', ['v1']);
  const { ecr } = backend.in(REGISTRY);
  const { imageDetails } = await ecr.describeImages({
    repositoryName: 'acme',
    imageIds: [{ imageDigest: digest }],
  });
  expect(imageDetails?.[0]).toMatchObject({ imageDigest: digest, imageTags: ['v1'] });
  const got = await ecr.batchGetImage({ repositoryName: 'acme', imageIds: [{ imageTag: 'v1' }] });
  const manifest = got.images?.[0]?.imageManifest ?? '';
  expect(digestOf(manifest)).toBe(digest);
  const { config } = JSON.parse(manifest) as { config: { digest: string } };
  const call = {
    ...REGISTRY,
    service: 'ecr',
    operation: 'GetDownloadUrlForLayer',
    body: Buffer.from(JSON.stringify({ repositoryName: 'acme', layerDigest: config.digest })),
  } as unknown as ApiCall;
  const answer = await images.answer(call);
  const { downloadUrl } = JSON.parse(String(answer?.body)) as { downloadUrl: string };
  const blob = await (await fetch(downloadUrl)).text();
  expect(digestOf(blob)).toBe(config.digest);
  expect(JSON.parse(blob)).toMatchObject({ architecture: process.arch === 'arm64' ? 'arm64' : 'amd64' });
});

test.each([
  ['acme', `sha256:${'0'.repeat(64)}`, 'LayersNotFoundException'],
  ['none', `sha256:${'0'.repeat(64)}`, 'RepositoryNotFoundException'],
])('a layer of %s that is not there', async (repositoryName, layerDigest, code) => {
  const body = Buffer.from(JSON.stringify({ repositoryName, layerDigest }));
  const call = {
    ...REGISTRY,
    service: 'ecr',
    operation: 'GetDownloadUrlForLayer',
    body,
  } as unknown as ApiCall;
  const answer = await images.answer(call);
  expect([answer?.status, JSON.parse(String(answer?.body)).__type]).toEqual([400, code]);
});

test('a tag that is taken is explained', async () => {
  await push('console.log("taken")', ['taken']);
  await expect(push('console.log("other")', ['taken'])).rejects.toThrow('another image under the tag taken');
});

test('secrets of both services reach it, and what it prints its log group; a line of a megabyte whole', async () => {
  const { parameters, secrets } = backend.in(HOME);
  await parameters.putParameter({ Name: '/acme/prod/web/TOKEN', Value: 't0ken', Type: 'SecureString' });
  const { ARN } = await secrets.createSecret({ Name: 'db', SecretString: '{"password":"hunter2"}' });
  const digest = await push(
    'const { TOKEN, ARN_TOKEN, PASSWORD } = process.env; console.log(TOKEN, ARN_TOKEN, PASSWORD); console.log("x".repeat(1048576)); process.exitCode = 4',
  );
  const { end, lines } = await run(
    definition(digest, {
      secrets: [
        { name: 'TOKEN', valueFrom: '/acme/prod/web/TOKEN' },
        {
          name: 'ARN_TOKEN',
          valueFrom: `arn:aws:ssm:${REGION}:${HOME.account}:parameter/acme/prod/web/TOKEN`,
        },
        { name: 'PASSWORD', valueFrom: `${ARN}:password::` },
      ],
    }),
  );
  expect(end).toEqual({
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exits: { web: { exitCode: 4 } },
  });
  expect(lines[0]).toBe('t0ken t0ken hunter2');
  expect(lines.slice(1).join('')).toBe('x'.repeat(1048576));
});

test('its role’s credentials are of its own account', async () => {
  const script = `
    const scope = process.env.AWS_ACCESS_KEY_ID + '/20260101/eu-west-1/sts/aws4_request';
    fetch(process.env.AWS_ENDPOINT_URL, { method: 'POST', body: 'Action=GetCallerIdentity&Version=2011-06-15', headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: 'AWS4-HMAC-SHA256 Credential=' + scope + ', SignedHeaders=host, Signature=none',
    } }).then((answer) => answer.text()).then((text) => console.log(/<Arn>(.*?)</.exec(text)[1]));`;
  const role = { taskRoleArn: `arn:aws:iam::${HOME.account}:role/acme-web` };
  const { lines } = await run({ ...definition(await push(script)), ...role });
  expect(lines).toEqual([
    `arn:aws:sts::${HOME.account}:assumed-role/acme-web/${String(tasks).padStart(32, '0')}`,
  ]);
});

test.each<[string, object, RegExp]>([
  [
    'a digest',
    { image: `${REGISTRY.account}.dkr.ecr.${REGION}.amazonaws.com/acme@sha256:${'0'.repeat(64)}` },
    /^CannotPullContainerError: .* not found$/,
  ],
  [
    'a repository',
    { image: `${REGISTRY.account}.dkr.ecr.${REGION}.amazonaws.com/none:v1` },
    /^CannotPullContainerError: .* not found$/,
  ],
  [
    'a parameter',
    { secrets: [{ name: 'X', valueFrom: '/none' }] },
    /^ResourceInitializationError: unable to pull secrets or registry auth: .*invalid ssm parameters: \/none$/,
  ],
  [
    'a secret',
    {
      secrets: [
        { name: 'X', valueFrom: `arn:aws:secretsmanager:${REGION}:${HOME.account}:secret:none-AbCdEf` },
      ],
    },
    /^ResourceInitializationError: .*ResourceNotFoundException: /,
  ],
  [
    'a log group',
    { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/none' } } },
    /^ResourceInitializationError: failed to validate logger args: .*ResourceNotFoundException: The specified log group does not exist/,
  ],
])('without %s it does not start', async (_, container, reason) => {
  const { end } = await run(definition(await push('console.log(1)'), container));
  expect(end.stopCode).toBe('TaskFailedToStart');
  expect(end.stoppedReason).toMatch(reason);
});

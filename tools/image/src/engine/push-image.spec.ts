import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppInputs } from '../app-inputs';
import { pushWithEngine } from './push-image';

const DIGEST = `sha256:${'1'.repeat(64)}`;
const INPUTS: AppInputs = {
  app: {
    name: 'web',
    folder: 'apps/web',
    settings: { context: 'workspace' },
    dockerfile: 'apps/web/Dockerfile',
    build: { kind: 'none' },
  },
  dockerfile: 'apps/web/Dockerfile',
  files: [
    { path: 'apps/web/Dockerfile', kind: 'file', executable: false, content: Buffer.from('FROM scratch\n') },
    { path: 'apps/web/run', kind: 'file', executable: true, content: Buffer.from('run') },
  ],
  architecture: 'arm64',
  tag: 'inputs-1a2b',
};

let folder: string;
let temporary: string;
let said: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-engine-'));
  temporary = join(folder, 'tmp');
  said = join(folder, 'said');
  for (const path of [temporary, join(folder, 'bin')]) mkdirSync(path);
  process.env.TMPDIR = temporary;
});

const { TMPDIR } = process.env;

afterEach(() => {
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  rmSync(folder, { recursive: true, force: true });
});

/** A program on the path that notes how it is called and then does this. */
function program(name: string, does: string): void {
  const file = join(folder, 'bin', name);
  const note = `require('fs').appendFileSync('${said}', JSON.stringify({ args, input, config: env.DOCKER_CONFIG, key: env.AWS_SECRET_ACCESS_KEY }) + '\\n')`;
  writeFileSync(
    file,
    `#!${process.execPath}
const [args, env] = [process.argv.slice(2), process.env];
const after = (name) => args[args.indexOf(name) + 1];
const input = args[0] === 'login' ? require('fs').readFileSync(0, 'utf8') : undefined;
${note};
${does}
`,
  );
  chmodSync(file, 0o755);
}

const DOCKER = `
if (args[1] === 'inspect') console.log('Driver: docker-container');
if (args[1] === 'build') {
  const fs = require('fs');
  fs.writeFileSync(after('--metadata-file'), JSON.stringify({ 'containerimage.digest': '${DIGEST}' }));
  fs.writeFileSync('SEEN', fs.readFileSync(after('--file'), 'utf8') + (fs.statSync(args.at(-1) + '/apps/web/run').mode & 0o777).toString(8));
}`;

interface Call {
  readonly args: readonly string[];
  readonly input?: string;
  readonly config?: string;
  readonly key?: string;
}

const calls = () =>
  readFileSync(said, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Call);

function push(signal?: AbortSignal): Promise<string> {
  return pushWithEngine({
    inputs: INPUTS,
    repository: 'registry.example.com/acme',
    login: async () => ({ registry: 'registry.example.com', user: 'AWS', password: 'token' }),
    buildArgs: { REVISION: 'abc' },
    env: { PATH: join(folder, 'bin'), HOME: folder, AWS_SECRET_ACCESS_KEY: 'secret' },
    signal,
  });
}

test('docker logs in, builds what the tag was computed of, and says which image that is', async () => {
  program('docker', DOCKER.replace('SEEN', join(folder, 'seen')));
  expect(await push()).toBe(DIGEST);
  const login = calls().find(({ args }) => args[0] === 'login');
  const build = calls().find(({ args }) => args[1] === 'build');
  expect(login?.input).toBe('token');
  expect(build?.args).toEqual(
    expect.arrayContaining(['registry.example.com/acme:inputs-1a2b', 'linux/arm64']),
  );
  expect(build?.config).toBe(login?.config);
  expect(readFileSync(join(folder, 'seen'), 'utf8')).toBe('FROM scratch\n755');
});

test('neither files nor credentials are left, and no step saw those of AWS', async () => {
  program('docker', DOCKER.replace('SEEN', join(folder, 'seen')));
  await push();
  expect(readdirSync(temporary)).toEqual([]);
  const [login] = calls().filter(({ args }) => args[0] === 'login');
  expect(existsSync(login?.config ?? folder)).toBe(false);
  const used = calls().filter(({ args }) => args[0] === 'login' || args[1] === 'build');
  expect(used.map(({ key }) => key)).toEqual([undefined, undefined]);
});

test('without Docker’s daemon it is Buildah that builds', async () => {
  program('docker', "process.exit(args[0] === 'info' ? 1 : 0)");
  program(
    'buildah',
    `if (args[0] === 'push') require('fs').writeFileSync(after('--digestfile'), '${DIGEST}')`,
  );
  expect(await push()).toBe(DIGEST);
  const verbs = calls().map(({ args }) => args[0]);
  expect(verbs.slice(-4)).toEqual(['--version', 'login', 'build', 'push']);
});

test('a build that fails is told with its last lines, and leaves nothing', async () => {
  program('docker', "if (args[1] === 'build') { console.error('npm error 404 next'); process.exit(1); }");
  await expect(push()).rejects.toMatchObject({
    kind: 'buildFailed',
    message: expect.stringMatching(/docker build failed\. Nothing was released\.\n {2}npm error 404 next/),
  });
  expect(readdirSync(temporary)).toEqual([]);
});

test('where nothing builds images it says what to install', async () => {
  await expect(push()).rejects.toMatchObject({
    kind: 'toolMissing',
    message: expect.stringMatching(/apt-get install buildah[\s\S]*--image sha256/),
  });
});

test('Ctrl-C ends the build', async () => {
  program(
    'docker',
    `if (args[1] === 'build') { require('fs').writeFileSync('${join(folder, 'builds')}', ''); setInterval(() => {}, 1000); }`,
  );
  const stop = new AbortController();
  const pushed = push(stop.signal);
  const builds = setInterval(() => {
    if (existsSync(join(folder, 'builds'))) stop.abort();
  }, 20);
  await expect(pushed).rejects.toMatchObject({ kind: 'cancelled' });
  clearInterval(builds);
  expect(readdirSync(temporary)).toEqual([]);
});

test.each([
  ['npm', 'npx nx g @slipway/tool-nx:app web'],
  ['none', 'Write apps/web/Dockerfile.'],
] as const)('an app without a Dockerfile is told how to get one (%s)', async (kind, words) => {
  const inputs = { ...INPUTS, dockerfile: undefined, app: { ...INPUTS.app, build: { kind } } };
  const login = () => Promise.reject(new Error('nobody logs in'));
  await expect(pushWithEngine({ inputs, repository: 'acme', login, buildArgs: {} })).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining(words),
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StubCloud } from '@slipway/tool-cloud/testing';
import { appInputs, type AppInputs } from '@slipway/tool-image';
import { recordedOutput } from '@slipway/tool-terminal';
import { makeImage, type ImageEnvironment } from './make-image';
import { SampleApp } from './sample-app';

const DIGEST = `sha256:${'1'.repeat(64)}`;
const GITHUB = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/shop' };

let app: SampleApp;
let commit: string;
beforeAll(() => {
  app = new SampleApp();
  app.git('add', '--all');
  app.git('commit', '--quiet', '-m', 'First');
  commit = app.git('rev-parse', 'HEAD');
});
afterEach(() => app.git('clean', '-fdxq'));
afterAll(() => app.remove());

function open(cloud: 'aws' | 'embedded', ecr: object = {}): ImageEnvironment {
  return {
    cloud,
    environment: {
      name: 'staging',
      app: 'acme',
      aws: { account: '111111111111', region: 'eu-west-1', registryAccount: '222222222222' },
      services: { web: { architecture: 'arm64' } },
    },
    clients: { ecr: async () => ecr },
  } as unknown as ImageEnvironment;
}

async function made(opened: ImageEnvironment, inputs: AppInputs) {
  const env = { ...GITHUB, PATH: `${join(app.root, 'bin')}:${process.env.PATH}`, HOME: app.root };
  const { output } = recordedOutput();
  return makeImage(opened, inputs, { workspace: app.root, env, output });
}

describe('on the embedded cloud', () => {
  let cloud: StubCloud;
  beforeEach(async () => {
    const { startStubCloud } = await import('@slipway/tool-cloud/testing');
    cloud = await startStubCloud(join(app.root, '.slipway/cloud'));
  });
  afterEach(() => cloud.remove());

  /** In the place of Nx: leaves a built app, and does this besides. */
  function builds(besides: string): void {
    const text = `const fs = require('fs'); fs.mkdirSync('dist/apps/web', { recursive: true });
fs.writeFileSync('dist/apps/web/server.js', ''); ${besides}`;
    app.write('node_modules/.bin/nx', text, 0o755);
  }

  let inputs: AppInputs;
  beforeAll(async () => {
    inputs = await appInputs(app.root, open('embedded').environment);
  });

  /** Of the one image that was published. */
  function config() {
    const folder = join(app.root, '.slipway/cloud/images');
    const file = readdirSync(folder).find((name) => name.endsWith('.config.json'))!;
    return JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      readonly architecture: string;
      readonly config: { readonly Labels: object };
    };
  }

  it('the built folder goes under its tag into the registry of images, and says where it is from', async () => {
    builds('');
    const digest = await made(open('embedded'), inputs);
    const { tag } = inputs;

    expect(cloud.asked).toEqual([expect.stringMatching(/^ecr PutImage in 222222222222 eu-west-1 /)]);
    expect(cloud.asked[0]).toContain(`"imageTag":"${tag}"`);
    expect(cloud.asked[0]).toContain(`"imageDigest":"${digest}"`);
    // What the app's Dockerfile says of its image.
    const said = { Cmd: ['node', 'server.js'], Env: ['NEXT_TELEMETRY_DISABLED=1', 'NODE_ENV=production'] };
    expect(config()).toMatchObject({ architecture: 'arm64', config: said });
    expect(config().config.Labels).toEqual({
      'org.opencontainers.image.revision': commit,
      'org.opencontainers.image.version': tag,
      'org.opencontainers.image.source': 'https://github.com/acme/shop',
    });
  });

  it('an app with files for browsers says where they are', async () => {
    builds("fs.mkdirSync('dist/apps/web/apps/web/.next/static', { recursive: true });");
    await made(open('embedded'), inputs);

    expect(config().config.Labels).toMatchObject({ 'slipway.assets': '/apps/web/.next/static' });
  });

  it('an app that was edited while it was built is not published', async () => {
    builds("fs.writeFileSync('apps/web/page.tsx', '');");

    await expect(made(open('embedded'), inputs)).rejects.toMatchObject({
      kind: 'buildFailed',
      message: expect.stringMatching(/edited while it was built.*Nothing was released\.\nRepeat/),
    });
    expect(cloud.asked).toEqual([]);
  });
});

describe('on AWS', () => {
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
      { path: 'apps/web/Dockerfile', kind: 'file', executable: false, content: Buffer.from('FROM scratch') },
    ],
    architecture: 'arm64',
    tag: 'inputs-1a2b',
  };
  /** In the place of Docker: notes what it is told, and what it reads when it is to log in. */
  const DOCKER = `#!/bin/sh
[ "$1" = login ] && input=$(cat)
echo "$* $input" >> "$\{0%/*}/said"
verb=$1
while [ $# -gt 1 ]; do
  [ "$1" = --metadata-file ] && echo '{"containerimage.digest":"${DIGEST}"}' > "$2"
  shift
done
`;
  const REGISTRY = '222222222222.dkr.ecr.eu-west-1.amazonaws.com';
  const token = (text: string) => ({
    authorizationData: [{ authorizationToken: Buffer.from(text).toString('base64') }],
  });
  const ecr = (images: readonly object[], authorization: object = token('AWS:pass:word')) => ({
    getAuthorizationToken: () => Promise.resolve(authorization),
    batchGetImage: () => Promise.resolve({ images }),
  });
  const said = (verb: string) =>
    readFileSync(join(app.root, 'bin/said'), 'utf8')
      .split('\n')
      .find((line) => line.startsWith(verb));

  beforeEach(() => app.write('bin/docker', DOCKER, 0o755));

  it('the Dockerfile is built and pushed under its tag, and told where it is from', async () => {
    const there = ecr([{ imageId: { imageDigest: DIGEST } }]);

    expect(await made(open('aws', there), INPUTS)).toBe(DIGEST);
    expect(said('login')).toMatch(new RegExp(`--username AWS .*${REGISTRY} pass:word$`));
    const build = said('buildx build');
    for (const part of [
      `${REGISTRY}/acme:inputs-1a2b`,
      `REVISION=${commit}`,
      'VERSION=inputs-1a2b',
      'SOURCE=https://github.com/acme/shop',
    ])
      expect(build).toContain(part);
  });

  it('an image that the registry does not have afterwards is no image', async () => {
    await expect(made(open('aws', ecr([])), INPUTS)).rejects.toMatchObject({
      kind: 'buildFailed',
      message: expect.stringMatching(
        new RegExp(`The image ${DIGEST} was pushed.*Nothing was released\\.\nLook .* repository "acme"`),
      ),
    });
  });

  it('without a token the engine is told nobody’s name, and it is the engine that refuses', async () => {
    app.write('bin/docker', `${DOCKER}[ $verb != login ]`, 0o755);

    await expect(made(open('aws', ecr([], {})), INPUTS)).rejects.toMatchObject({
      kind: 'buildFailed',
      message: expect.stringContaining('docker login failed. Nothing was released.'),
    });
  });
});

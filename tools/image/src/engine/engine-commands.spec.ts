import { buildahBuild, buildahLogin, buildahPush } from './buildah-commands';
import { builtDigest, buildxBuild, canExport, dockerLogin } from './buildx-commands';
import type { ImageBuild } from './image-build';

const BUILD: ImageBuild = {
  image: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/acme:inputs-1a2b',
  context: '/tmp/b/context',
  dockerfile: '/tmp/b/context/apps/web/Dockerfile',
  architecture: 'arm64',
  buildArgs: { REVISION: 'abc', SOURCE: 'https://example.com/acme/shop' },
  secrets: { npmrc: '/tmp/b/scratch/npmrc' },
  scratch: '/tmp/b/scratch',
};
const LOGIN = { registry: '111111111111.dkr.ecr.eu-west-1.amazonaws.com', user: 'AWS', password: 'token' };

test('docker logs in to a folder of its own, with the password on standard input', () => {
  expect(dockerLogin(LOGIN, '/tmp/b/scratch')).toEqual({
    program: 'docker',
    args: ['login', '--username', 'AWS', '--password-stdin', LOGIN.registry],
    input: 'token',
    env: { DOCKER_CONFIG: '/tmp/b/scratch' },
  });
});

test('buildx builds for the processor of the environment, compresses with zstd and pushes', () => {
  expect(buildxBuild(BUILD, { exporters: true, actionsCache: false })).toEqual({
    program: 'docker',
    args: [
      ...['buildx', 'build', '--progress', 'plain', '--platform', 'linux/arm64'],
      ...['--file', '/tmp/b/context/apps/web/Dockerfile', '--tag', BUILD.image],
      ...['--provenance=false', '--sbom=false'],
      ...['--build-arg', 'REVISION=abc', '--build-arg', 'SOURCE=https://example.com/acme/shop'],
      ...['--secret', 'id=npmrc,src=/tmp/b/scratch/npmrc', '--output'],
      'type=image,push=true,compression=zstd,oci-mediatypes=true,rewrite-timestamp=true',
      ...['--metadata-file', '/tmp/b/scratch/metadata.json', '/tmp/b/context'],
    ],
    env: { DOCKER_CONFIG: '/tmp/b/scratch', SOURCE_DATE_EPOCH: '0' },
  });
});

test('in GitHub Actions it keeps its steps in the cache of the job, by processor', () => {
  const { args } = buildxBuild(BUILD, { exporters: true, actionsCache: true });
  const cache = args.indexOf('--cache-from');
  expect(args.slice(cache, cache + 4)).toEqual([
    ...['--cache-from', 'type=gha,scope=slipway-arm64'],
    ...['--cache-to', 'type=gha,scope=slipway-arm64,mode=max'],
  ]);
});

test('the builder inside of Docker is asked for nothing that it cannot do', () => {
  const { args } = buildxBuild(BUILD, { exporters: false, actionsCache: true });
  expect(args).toContain('type=image,push=true');
  expect(args.join(' ')).not.toMatch(/cache|compression/);
});

test.each([
  ['Name:   ci\nDriver: docker-container\n', true],
  ['Name: cluster\nDriver: kubernetes\n', true],
  ['Name:   default\nDriver: docker\n', false],
  ['', false],
])('which builder it is: %j', (inspected, expected) => expect(canExport(inspected)).toBe(expected));

test('the digest is in what buildx leaves', () => {
  const digest = `sha256:${'1'.repeat(64)}`;
  expect(builtDigest(JSON.stringify({ 'containerimage.digest': digest }))).toBe(digest);
  expect(builtDigest('{}')).toBeUndefined();
});

test.each(['podman', 'buildah'] as const)('%s logs in, builds and pushes', (program) => {
  expect([
    buildahLogin(program, LOGIN, BUILD),
    buildahBuild(program, BUILD),
    buildahPush(program, BUILD),
  ]).toEqual([
    {
      program,
      args: [
        ...['login', '--authfile', '/tmp/b/scratch/auth.json', '--username', 'AWS', '--password-stdin'],
        LOGIN.registry,
      ],
      input: 'token',
    },
    {
      program,
      args: [
        ...['build', '--platform', 'linux/arm64', '--layers', '--timestamp', '0'],
        ...['--file', '/tmp/b/context/apps/web/Dockerfile', '--tag', BUILD.image],
        ...['--build-arg', 'REVISION=abc', '--build-arg', 'SOURCE=https://example.com/acme/shop'],
        ...['--secret', 'id=npmrc,src=/tmp/b/scratch/npmrc', '/tmp/b/context'],
      ],
    },
    {
      program,
      args: [
        ...['push', '--authfile', '/tmp/b/scratch/auth.json', '--compression-format', 'zstd'],
        ...['--digestfile', '/tmp/b/scratch/digest', BUILD.image],
      ],
    },
  ]);
});

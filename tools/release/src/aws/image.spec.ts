import type { BatchGetImageCommandInput } from '@aws-sdk/client-ecr';
import { refusal } from '../sample/sample-ecs';
import { SampleWorld } from '../sample/sample-world';
import { ociArchitecture, readImage } from './image';
import { recordedAws } from './recorded-aws';

const { environment } = new SampleWorld();
const LAYER = { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: 'sha256:layer', size: 7 };

/** A registry with these manifests and configurations, by digest. */
function registryOf(
  manifests: { readonly [digest: string]: object },
  configs: { readonly [digest: string]: object } = {},
) {
  const { clients, calls } = recordedAws({
    BatchGetImage: ({ imageIds = [] }: BatchGetImageCommandInput) => {
      const found = manifests[imageIds[0]?.imageDigest ?? ''];
      return { images: found && [{ imageManifest: JSON.stringify(found) }] };
    },
  });
  const blobs = { text: async (digest: string) => JSON.stringify(configs[digest]) };
  return { calls, registry: { clients, environment, blobs } };
}

const single = { config: { digest: 'sha256:config' }, layers: [LAYER] };

it('tells processor, labels and layers of an image of one processor', async () => {
  const { registry, calls } = registryOf(
    { 'sha256:image': single },
    { 'sha256:config': { architecture: 'arm64', config: { Labels: { 'slipway.assets': '/app/static' } } } },
  );

  expect(await readImage(registry, 'sha256:image')).toEqual({
    architectures: ['arm64'],
    contents: { labels: { 'slipway.assets': '/app/static' }, layers: [LAYER] },
  });
  expect(calls).toEqual([
    [
      'BatchGetImage',
      {
        registryId: '111111111111',
        repositoryName: 'shop',
        imageIds: [{ imageDigest: 'sha256:image' }],
        acceptedMediaTypes: [
          'application/vnd.oci.image.index.v1+json',
          'application/vnd.docker.distribution.manifest.list.v2+json',
          'application/vnd.oci.image.manifest.v1+json',
          'application/vnd.docker.distribution.manifest.v2+json',
        ],
      },
    ],
  ]);
});

it.each([{}, { config: null }, { config: {} }, { config: { Labels: null } }])(
  'takes a configuration that says nothing: %j',
  async (config) => {
    const { registry } = registryOf(
      { 'sha256:image': { config: single.config } },
      { 'sha256:config': config },
    );

    expect(await readImage(registry, 'sha256:image')).toEqual({
      architectures: [],
      contents: { labels: {}, layers: [] },
    });
  },
);

it('knows nothing of a manifest without a configuration', async () => {
  expect(await readImage(registryOf({ 'sha256:image': {} }).registry, 'sha256:image')).toEqual({
    architectures: [],
  });
});

describe('of an index', () => {
  const of = (architecture: string, digest: string) => ({ digest, platform: { architecture, os: 'linux' } });
  const { registry, calls } = registryOf(
    {
      'sha256:index': {
        manifests: [
          { digest: 'sha256:plain' },
          of('arm64', 'sha256:arm'),
          of('amd64', 'sha256:amd'),
          of('unknown', 'sha256:attestation'),
        ],
      },
      'sha256:arm': single,
      'sha256:amd': { ...single, layers: [] },
    },
    { 'sha256:config': {} },
  );
  const architectures = ['arm64', 'amd64'];

  it('reads the processor that is asked for', async () => {
    expect(await readImage(registry, 'sha256:index', 'arm64')).toMatchObject({
      architectures,
      contents: { layers: [LAYER] },
    });
    expect(await readImage(registry, 'sha256:index', 'amd64')).toMatchObject({
      architectures,
      contents: { layers: [] },
    });
  });

  it('reads no contents of a processor that it does not have', async () => {
    expect(await readImage(registry, 'sha256:index', 'riscv64')).toEqual({ architectures });
  });

  it('reads no contents when no processor is asked for', async () => {
    calls.length = 0;

    expect(await readImage(registry, 'sha256:index')).toEqual({ architectures });
    expect(calls).toHaveLength(1);
  });

  it('reads none of an entry that the registry has lost', async () => {
    const lost = registryOf({ 'sha256:index': { manifests: [of('arm64', 'sha256:gone')] } });

    expect(await readImage(lost.registry, 'sha256:index', 'arm64')).toEqual({ architectures: ['arm64'] });
  });
});

describe('an image that is not there', () => {
  const refusing = (name: string) => {
    const { clients } = recordedAws({
      BatchGetImage: () => {
        throw refusal(name, 'No.');
      },
    });
    return readImage({ clients, environment, blobs: { text: async () => '' } }, 'sha256:image');
  };

  it('is not found, nor in a registry without the repository', async () => {
    expect(await readImage(registryOf({}).registry, 'sha256:image')).toBeUndefined();
    expect(await refusing('RepositoryNotFoundException')).toBeUndefined();
  });

  it('is not what any other refusal means', async () => {
    await expect(refusing('AccessDeniedException')).rejects.toThrow('No.');
  });
});

it('says processors in the words of OCI', () => {
  expect([ociArchitecture('x86_64'), ociArchitecture('arm64')]).toEqual(['amd64', 'arm64']);
});

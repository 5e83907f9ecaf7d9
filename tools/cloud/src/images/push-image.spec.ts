import type { PutImageCommandInput } from '@aws-sdk/client-ecr';
import { imageDocuments, type ImageSettings } from './image-manifest';
import { pushImage, type PushOptions } from './push-image';

const LAYER = { digest: `sha256:${'1'.repeat(64)}`, size: 1 };

class SampleRegistry {
  readonly puts: PutImageCommandInput[] = [];
  readonly settings: ImageSettings[] = [];
  refusal: string | undefined;

  options(more: Partial<PushOptions> = {}): PushOptions {
    const putImage = async (put: PutImageCommandInput) => {
      this.puts.push(put);
      if (this.refusal) throw Object.assign(new Error('no'), { name: this.refusal });
      return {};
    };
    return {
      store: {
        add: async (folder, settings) => {
          this.settings.push(settings);
          return { ...imageDocuments(settings, LAYER), folder };
        },
      },
      ecr: { putImage } as PushOptions['ecr'],
      repository: 'acme',
      folder: 'app',
      command: ['node', 'server.js'],
      ...more,
    };
  }
}

test('the manifest is put under every tag', async () => {
  const registry = new SampleRegistry();
  const { digest } = await pushImage(registry.options({ tags: ['v1', 'abc'] }));
  expect(registry.puts.map(({ imageTag, imageDigest }) => [imageTag, imageDigest])).toEqual([
    ['v1', digest],
    ['abc', digest],
  ]);
  expect(registry.puts[0]).toMatchObject({
    repositoryName: 'acme',
    imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
  });
});

test('without tags it is put once', async () => {
  const registry = new SampleRegistry();
  await pushImage(registry.options());
  expect(registry.puts.map(({ imageTag }) => imageTag)).toEqual([undefined]);
});

test('by default it is for this machine and starts server.js', async () => {
  const registry = new SampleRegistry();
  await pushImage(registry.options());
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  expect(registry.settings).toEqual([
    { architecture, command: ['node', 'server.js'], environment: {}, labels: {} },
  ]);
});

test('to push again is fine', async () => {
  const registry = new SampleRegistry();
  registry.refusal = 'ImageAlreadyExistsException';
  await expect(pushImage(registry.options({ tags: ['v1'] }))).resolves.toBeDefined();
});

test.each([
  ['RepositoryNotFoundException', 'There is no image repository acme yet'],
  ['ImageTagAlreadyExistsException', 'another image under the tag v1'],
])('%s is explained', async (refusal, message) => {
  const registry = new SampleRegistry();
  registry.refusal = refusal;
  await expect(pushImage(registry.options({ tags: ['v1'] }))).rejects.toThrow(message);
});

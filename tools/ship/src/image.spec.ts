import { Failure } from '@slipway/tool-terminal';
import { appImage, imageState } from './image';
import type { ImageEnvironment, MakeImage } from './make-image';
import { SampleApp } from './sample-app';

const DIGESTS = ['1', '2'].map((digit) => `sha256:${digit.repeat(64)}`);

let app: SampleApp;
let workspace: string;
let notes: string[];
/** What the registry has, by tag. */
let registry: Map<string, string>;

beforeAll(() => {
  app = new SampleApp();
  ({ root: workspace } = app);
});

afterAll(() => app.remove());

beforeEach(() => {
  notes = [];
  registry = new Map();
});

interface Asked {
  readonly imageIds: readonly { readonly imageTag: string }[];
}

function open(architecture = 'arm64'): ImageEnvironment {
  const batchGetImage = async ({ imageIds: [id] }: Asked) => {
    const imageDigest = registry.get(id!.imageTag);
    return { images: imageDigest ? [{ imageId: { imageDigest } }] : [] };
  };
  return {
    cloud: 'aws',
    environment: {
      name: 'staging',
      app: 'acme',
      aws: { account: '1', region: 'eu-west-1', registryAccount: '1' },
      services: { web: { architecture } },
    },
    clients: { ecr: async () => ({ batchGetImage }) },
  } as unknown as ImageEnvironment;
}

const output = {
  interactive: false,
  color: false,
  columns: 80,
  result: () => undefined,
  note: (text: string) => void notes.push(text),
  status: () => undefined,
};

const image = (make: MakeImage, signal?: AbortSignal) =>
  appImage(open(), { workspace, output, signal }, make);

/** Builds and pushes as an engine would, and counts. */
function maker(digest = DIGESTS[0]!) {
  const made: string[] = [];
  const make: MakeImage = async (_, { tag }) => {
    made.push(tag);
    registry.set(tag, digest);
    return digest;
  };
  return { made, make };
}

test('what the registry lacks is built, once: the second time it is there', async () => {
  const { made, make } = maker();
  const first = await image(make);
  expect(first).toEqual({ tag: made[0], digest: DIGESTS[0], built: true });
  expect(await image(make)).toEqual({ ...first, built: false });
  expect(made).toHaveLength(1);
  const short = `${first.tag.slice(0, 'inputs-'.length + 8)}…`;
  expect(notes).toEqual([
    `image  ${short} is not in the registry yet, it is built now`,
    `image  ${short} is in the registry already, nothing built`,
  ]);
});

test('its state is told without building', async () => {
  const { tag, digest } = await imageState(open(), workspace);
  expect(digest).toBeUndefined();
  registry.set(tag, DIGESTS[0]!);
  expect(await imageState(open(), workspace)).toEqual({ tag, digest: DIGESTS[0] });
});

test('another processor has another image', async () => {
  expect((await imageState(open('x86_64'), workspace)).tag).not.toBe(
    (await imageState(open(), workspace)).tag,
  );
});

test('a tag that somebody else pushed meanwhile is taken as it is', async () => {
  const refused: MakeImage = async (_, { tag }) => {
    registry.set(tag, DIGESTS[1]!);
    throw new Failure('buildFailed', 'the tag exists');
  };
  expect(await image(refused)).toMatchObject({ digest: DIGESTS[1], built: false });
});

test('a build that fails is the reason why nothing is released', async () => {
  const failing: MakeImage = async () => {
    throw new Failure('buildFailed', 'src/page.tsx:3:1');
  };
  await expect(image(failing)).rejects.toMatchObject({ kind: 'buildFailed', message: 'src/page.tsx:3:1' });
});

test('who stopped it is not handed what somebody else pushed', async () => {
  const stop = new AbortController();
  const stopped: MakeImage = async (_, { tag }) => {
    registry.set(tag, DIGESTS[1]!);
    stop.abort();
    throw new Failure('cancelled', 'Stopped');
  };
  await expect(image(stopped, stop.signal)).rejects.toMatchObject({ kind: 'cancelled' });
});

test('what AWS refuses is told in words', async () => {
  const denied = open();
  const error = Object.assign(new Error('The security token included in the request is expired'), {
    name: 'ExpiredTokenException',
  });
  denied.clients.ecr = () => Promise.reject(error);
  await expect(imageState(denied, workspace)).rejects.toMatchObject({ kind: 'credentials' });
});

describe('a build', () => {
  it('shows that time passes, and takes its line away', async () => {
    const shown: string[] = [];
    const watched = { ...output, status: (text: string) => void shown.push(text) };
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      const make: MakeImage = async () => {
        jest.advanceTimersByTime(2000);
        return DIGESTS[0]!;
      };
      await appImage(open(), { workspace, output: watched }, make);
    } finally {
      jest.useRealTimers();
    }

    expect(shown).toHaveLength(4);
    expect(shown[2]).toBe('  building the app, 2 s ...');
    expect(shown.at(-1)).toBe('');
  });

  it('is not begun where it would be for nothing', async () => {
    const make = jest.fn(async () => DIGESTS[0]!);
    const beforeBuild = () => Promise.reject(new Failure('refused', 'web needs A'));

    await expect(appImage(open(), { workspace, output, beforeBuild }, make)).rejects.toThrow('web needs A');
    expect(make).not.toHaveBeenCalled();
    expect(notes).toEqual([]);
  });
});

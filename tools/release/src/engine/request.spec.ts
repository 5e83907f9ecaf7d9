import { digestOf, SampleWorld } from '../sample/sample-world';
import type { ReleaseImages } from '../record/release-images';
import { bringsCode, checkImages, imageForAll, imagesOf, rollTimeout } from './request';

const { environment } = new SampleWorld(undefined, { worker: true });
const [a, b] = [digestOf('a'), digestOf('b')];

it.each([
  ['push', true],
  ['promote', true],
  ['rollback', false],
  ['config', false],
  ['infra', false],
] as const)('%s brings code that was not live here: %j', (reason, brings) =>
  expect(bringsCode(reason)).toBe(brings),
);

it.each([
  ['nothing', {}, 15],
  ['a long drain', { drainSeconds: 900 }, 29],
  ['a slow start', { startSeconds: 600, drainSeconds: 60 }, 24],
  ['hardly any drain', { drainSeconds: 0 }, 15],
])('a roll with %s declared has time for it', (_, declared, minutes) => {
  const { services } = environment;
  const web = { ...services['web']!, ...declared };
  expect(Math.floor(rollTimeout({ services: { ...services, web } }) / 60_000)).toBe(minutes);
});

it('gives every service the same image', () => {
  expect(imageForAll(environment, a)).toEqual({ web: a, worker: a });
});

describe('of an earlier release', () => {
  it('takes the images of the services that there are', () => {
    expect(imagesOf(environment, { version: 3, images: { web: a, worker: b, mail: b } })).toEqual({
      web: a,
      worker: b,
    });
  });

  it('says for which services it has none, and what to do', () => {
    const images = { web: a, mail: b };

    expect(() => imagesOf(environment, { version: 3, images })).toThrow(
      expect.objectContaining({
        kind: 'refused',
        message:
          'v3 has no image for worker, which "staging" runs now. Nothing was changed. Release images that are built for all services: npx slipway release staging',
      }) as Error,
    );
    expect(() => imagesOf(environment, { version: 3, images: { mail: a, cron: b } })).toThrow('web, worker');
  });
});

describe('refuses before anything is asked of AWS', () => {
  it.each<[ReleaseImages, string]>([
    [{}, 'No image was named for web, worker. Nothing was changed.'],
    [
      { web: a, worker: b, mail: a, cron: b },
      'An image was named for mail, cron, which is not a service. Nothing was changed.',
    ],
    ...['latest', 'sha256:', a.slice(0, -1), `${a}0`, `x${a}`, a.toUpperCase()].map(
      (digest): [ReleaseImages, string] => [
        { web: a, worker: digest },
        `"${digest}" is not an image's digest. It is "sha256:" and 64 hex digits, as the build prints it; a tag may name another image tomorrow. Nothing was changed.`,
      ],
    ),
  ])('%j', (images, message) => {
    expect(() => checkImages(environment, images)).toThrow(
      expect.objectContaining({ kind: 'usage', message }) as Error,
    );
  });

  it('nothing that is one image by digest for each service', () => {
    expect(() => checkImages(environment, { web: a, worker: b })).not.toThrow();
  });
});

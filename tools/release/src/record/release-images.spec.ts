import fc from 'fast-check';
import { digestsOf, imagesFor, sameImages } from './release-images';

const services = fc.uniqueArray(fc.constantFrom('web', 'worker', 'mail', 'cron'));
const images = fc.dictionary(
  fc.constantFrom('web', 'worker', 'mail', 'cron'),
  fc.constantFrom('a', 'b', 'c'),
);

it('counts an image once, however many services run it', () => {
  expect(digestsOf({ web: 'a', worker: 'b', mail: 'a' })).toEqual(['a', 'b']);
});

describe('for the services that there are now', () => {
  it.each([
    ['the same', ['web', 'worker'], { web: 'a', worker: 'b' }, { web: 'a', worker: 'b' }],
    ['one is gone', ['web'], { web: 'a', worker: 'b' }, { web: 'a' }],
    ['a new one beside one image', ['web', 'mail'], { web: 'a' }, { web: 'a', mail: 'a' }],
    ['a new one beside several', ['web', 'mail'], { web: 'a', worker: 'b' }, { web: 'a' }],
  ])('%s', (_, now, before, expected) => {
    expect(imagesFor(now, before)).toEqual(expected);
  });

  it('names none but those, and keeps what is known', () => {
    fc.assert(
      fc.property(services, images, (now, before) => {
        const found = imagesFor(now, before);
        expect(now).toEqual(expect.arrayContaining(Object.keys(found)));
        for (const service of now) if (service in before) expect(found[service]).toBe(before[service]);
      }),
    );
  });
});

describe('the same images', () => {
  it.each([
    [{ web: 'a' }, { web: 'a' }, true],
    [{ web: 'a' }, { web: 'b' }, false],
    [{ web: 'a', worker: 'b' }, { web: 'a', worker: 'c' }, false],
    [{ web: 'a' }, { web: 'a', worker: 'a' }, true],
    [{ web: 'a', worker: 'b' }, { web: 'a' }, true],
  ])('%j and %j: %j', (one, other, same) => {
    expect(sameImages(one, other)).toBe(same);
    expect(sameImages(other, one)).toBe(same);
  });

  it('are those that services which are added or gone leave', () => {
    fc.assert(
      fc.property(services, images, (now, before) => {
        expect(sameImages(imagesFor(now, before), before)).toBe(true);
      }),
    );
  });
});

import { SampleStore } from '../sample/sample-store';
import { heldFailure, liftHold, readHold, setHold, type Hold } from './hold';

const hold: Hold = { by: 'Grace', since: '2026-11-25T12:00:00.123Z', why: 'sale' };

let store: SampleStore;
beforeEach(() => (store = new SampleStore()));

it('is there from when it is set until it is lifted, and tells what it was', async () => {
  expect(await readHold(store)).toBeUndefined();
  expect(await setHold(store, hold)).toEqual(hold);
  expect(await readHold(store)).toEqual(hold);
  expect(await store.list('')).toEqual(['hold.json']);
  expect(await liftHold(store)).toEqual(hold);
  expect(await store.list('')).toEqual([]);
  expect(await liftHold(store)).toBeUndefined();
});

it('is set again when the one before it is lifted at that very moment', async () => {
  await setHold(store, hold);
  const mine = { ...hold, by: 'Ada' };
  const create = store.create.bind(store);
  store.create = async (key, body) => {
    const created = await create(key, body);
    if (created === undefined) await liftHold(store);
    return created;
  };

  expect(await setHold(store, mine)).toEqual(mine);
  expect(await readHold(store)).toEqual(mine);
});

it.each(['', '{}', '{"by":"Grace","since":"now"}', '{"by":1,"since":"now","why":"sale"}'])(
  'that cannot be read is not taken for none: %j',
  async (text) => {
    store.put('hold.json', text);

    await expect(readHold(store)).rejects.toThrow();
  },
);

it('says who holds, since when and why, and how to lift it', () => {
  expect(heldFailure('staging', hold)).toMatchObject({
    kind: 'held',
    message: [
      '"staging" is held, so nothing new is released there. Nothing was changed.',
      '  who    Grace',
      '  since  2026-11-25T12:00:00Z',
      '  why    sale',
      'Lift it with: npx slipway unhold staging',
    ].join('\n'),
  });
});

import { SampleStore } from '../sample/sample-store';
import { Ledger } from './ledger';

let store: SampleStore;
let ledger: Ledger;

/** v1 and v2 are both live, as a run leaves them that was killed between "live" and "superseded". */
beforeEach(async () => {
  store = new SampleStore();
  ledger = new Ledger('staging', store);
  for (let n = 0; n < 2; n++) {
    const by = { name: 'Ada', host: 'laptop' };
    const owned = await ledger.begin({
      reason: 'push',
      images: {},
      by,
      createdAt: '2026-11-25T12:00:00.000Z',
    });
    await owned.update({ state: 'rolling' });
    await owned.update({ state: 'live' });
  }
});

it('leaves one live release when a run died before it superseded the last', async () => {
  expect(await ledger.supersedeOlder()).toEqual([1]);
  expect(await ledger.supersedeOlder()).toEqual([]);
  expect((await ledger.live())?.version).toBe(2);
});

it('supersedes an older release although somebody writes it at that moment', async () => {
  const replace = store.replace.bind(store);
  let writes = 0;
  store.replace = async (key, body, etag) => {
    if (++writes === 1) store.put(key, store.body(key));
    return replace(key, body, etag);
  };

  expect(await ledger.supersedeOlder()).toEqual([1]);
  expect(writes).toBe(2);
  expect((await ledger.read(1)).state).toBe('superseded');
});

it('leaves it to who superseded it at that moment', async () => {
  const replace = store.replace.bind(store);
  store.replace = async (key, body, etag) => {
    store.replace = replace;
    await new Ledger('staging', store).supersedeOlder();
    // The same words are taken for one's own, so somebody else has added to them.
    store.put(key, store.body(key).replace('{', '{ "canary": 10,'));
    return replace(key, body, etag);
  };

  expect(await ledger.supersedeOlder()).toEqual([]);
});

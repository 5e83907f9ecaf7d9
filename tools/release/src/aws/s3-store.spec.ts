import type { S3 } from '@aws-sdk/client-s3';
import type { AwsClients } from '@slipway/tool-aws';
import { refusal } from '../sample/sample-ecs';
import { recordedAws, type Answers } from './recorded-aws';
import { S3Store } from './s3-store';

interface Put {
  readonly Key: string;
  readonly Body: string;
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
}

/** A bucket of one object, as the SDK's client shows it; `conflicts` writes are answered with 409. */
function bucket({ conflicts = 0, date = 'Wed, 25 Nov 2026 12:00:40 GMT' as string | undefined } = {}) {
  const state = { body: undefined as string | undefined, etag: 0, puts: [] as Put[], conflicts };
  const putObject = async (put: Put) => {
    state.puts.push(put);
    if (state.conflicts-- > 0) throw refusal('ConditionalRequestConflict', 'Try again.', 409);
    const fits = put.IfNoneMatch === '*' ? state.body === undefined : put.IfMatch === `"${state.etag}"`;
    if (!fits) throw refusal('PreconditionFailed', 'No.', 412);
    state.body = put.Body;
    return { ETag: `"${++state.etag}"` };
  };
  const send = async (command: { readonly middlewareStack: { resolve: (...args: never[]) => unknown } }) => {
    if (state.body === undefined) throw refusal('NoSuchKey', 'No such key.', 404);
    const headers = date === undefined ? {} : { date };
    const through = command.middlewareStack.resolve(
      (async () => ({ response: { headers }, output: {} })) as never,
      {} as never,
    ) as (args: object) => Promise<unknown>;
    await through({ input: {}, request: {} });
    return {
      Body: { transformToString: async () => state.body },
      ETag: `"${state.etag}"`,
      LastModified: new Date('2026-11-25T12:00:00Z'),
    };
  };
  const s3 = { putObject, send } as unknown as S3;
  const clients = { s3: async () => s3 } as unknown as AwsClients;
  return { state, store: new S3Store(clients, 'shop-staging-releases', 'staging') };
}

it('tells an age by the date of the answer', async () => {
  const { store } = bucket();
  await store.create('one', 'text');

  expect(await store.get('one')).toEqual({ body: 'text', etag: '"1"', ageSeconds: 40 });
});

it.each([undefined, 'never', 'Wed, 25 Nov 2026 11:59:00 GMT'])(
  'knows of no age when the answer has the date %j: what may be alive is left alone',
  async (date) => {
    const { store } = bucket({ date: date ?? '' });
    await store.create('one', 'text');

    expect((await store.get('one'))?.ageSeconds).toBe(0);
  },
);

it('does not take a 409 for a lost record while nobody else has written', async () => {
  const { state, store } = bucket();
  const first = (await store.create('one', 'first')) ?? '';
  state.conflicts = 2;

  expect(await store.replace('one', 'second', first)).toBe('"2"');
  expect(state.puts.map(({ IfMatch }) => IfMatch)).toEqual([undefined, first, first, first]);
});

it('gives up on a 409 that does not end', async () => {
  const { state, store } = bucket();
  const first = (await store.create('one', 'first')) ?? '';
  state.conflicts = Infinity;

  await expect(store.replace('one', 'second', first)).rejects.toMatchObject({
    name: 'ConditionalRequestConflict',
  });
});

it('loses to whoever wrote first, and knows a repeated write for its own', async () => {
  const { state, store } = bucket();
  const first = (await store.create('one', 'first')) ?? '';
  state.conflicts = 1;
  state.body = 'of another';
  state.etag = 7;

  expect(await store.replace('one', 'second', first)).toBeUndefined();
  expect(await store.replace('one', 'of another', first)).toBe('"7"');
  expect(await store.create('one', 'third')).toBeUndefined();
});

it('lets who begins look again after a 409, when nothing is there', async () => {
  const { store } = bucket({ conflicts: 1 });

  expect(await store.create('one', 'first')).toBeUndefined();
  expect(await store.create('one', 'first')).toBe('"1"');
});

describe('what it sends', () => {
  const recorded = (answers: Answers) => {
    const { calls, clients } = recordedAws(answers);
    return { calls, store: new S3Store(clients, 'shop-staging-releases', 'staging') };
  };
  const Bucket = 'shop-staging-releases';

  it('is a write that says what it must find', async () => {
    const { calls, store } = recorded({ PutObject: () => ({ ETag: '"1"' }) });
    await store.create('one', '{}');
    await store.replace('one', '{"a":1}', '"1"');

    const sent = { Bucket, Key: 'one', ContentType: 'application/json' };
    expect(calls).toEqual([
      ['PutObject', { ...sent, Body: '{}', IfNoneMatch: '*' }],
      ['PutObject', { ...sent, Body: '{"a":1}', IfMatch: '"1"' }],
    ]);
  });

  it('is a removal of one object of its own bucket', async () => {
    const { calls, store } = recorded({ DeleteObject: () => ({}) });
    await store.remove('hold.json');

    expect(calls).toEqual([['DeleteObject', { Bucket, Key: 'hold.json' }]]);
  });

  it('is a listing of all that begins so', async () => {
    const { calls, store } = recorded({
      ListObjectsV2: () => ({ Contents: [{ Key: 'a' }, {}, { Key: 'b' }] }),
    });

    expect(await store.list('releases/')).toEqual(['a', 'b']);
    expect(await recorded({ ListObjectsV2: () => ({}) }).store.list('releases/')).toEqual([]);
    expect(calls).toEqual([['ListObjectsV2', { Bucket, Prefix: 'releases/' }]]);
  });

  it('asks for one object by its key', async () => {
    const { calls, store } = recorded({
      GetObject: () => {
        throw refusal('NoSuchKey', 'No such key.', 404);
      },
    });

    expect(await store.get('one')).toBeUndefined();
    expect(calls).toEqual([['GetObject', { Bucket, Key: 'one' }]]);
  });

  it.each([
    [
      refusal('NoSuchBucket', 'x', 404),
      '"staging" has no release bucket (shop-staging-releases), so nothing was ever deployed there. Nothing was changed. First: npx slipway deploy staging',
    ],
    [refusal('AccessDenied', 'No.', 403), 'No.'],
    [undefined, undefined],
  ])('and is refused with %p', async (error, words) => {
    const refuse = () => {
      throw error;
    };
    const { store } = recorded({
      GetObject: refuse,
      PutObject: refuse,
      DeleteObject: refuse,
      ListObjectsV2: refuse,
    });
    const asked = [store.get('one'), store.create('one', ''), store.remove('one'), store.list('')];

    for (const each of await Promise.allSettled(asked))
      expect((each as { readonly reason?: Error }).reason?.message).toBe(words);
  });
});

it('gives up after five tries more', async () => {
  const { state, store } = bucket();
  const first = (await store.create('one', 'first')) ?? '';
  state.conflicts = Infinity;
  await store.replace('one', 'second', first).catch(() => undefined);

  expect(state.puts).toHaveLength(1 + 6);
});

it('does not write over what somebody removed', async () => {
  const { state, store } = bucket();
  const first = (await store.create('one', 'first')) ?? '';
  state.body = undefined;
  state.etag = 7;

  expect(await store.replace('one', 'second', first)).toBeUndefined();
});

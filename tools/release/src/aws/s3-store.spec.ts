import type { S3 } from '@aws-sdk/client-s3';
import type { AwsClients } from '@slipway/tool-aws';
import { refusal } from '../sample/sample-ecs';
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

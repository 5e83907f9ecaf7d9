import { connectWithCurrentPassword } from './connect';

const SERVER = { host: 'db.example', port: 5432, trusted: 'the certificate bundle of Amazon RDS' };
const refusal = (code: string, message = 'password authentication failed') =>
  Object.assign(new Error(message), { code });

/** A pool whose connections end as told, one after the other. */
function pool(...ends: (Error | 'open')[]) {
  const client = {
    opened: 0,
    async acquireRawConnection() {
      const end = ends[this.opened++];
      if (end instanceof Error) throw end;
      return end;
    },
  };
  const renew = jest.fn().mockResolvedValue(true);
  connectWithCurrentPassword({ client }, { current: 'first', renew }, SERVER);
  return { client, renew };
}

test('a connection that opens asks for no password but the one there is', async () => {
  const { client, renew } = pool('open');
  expect(await client.acquireRawConnection()).toBe('open');
  expect([client.opened, renew.mock.calls]).toEqual([1, []]);
});

test.each(['28P01', '28000'])('after %s it is opened once more with a newer password', async (code) => {
  const { client, renew } = pool(refusal(code), 'open');
  expect(await client.acquireRawConnection()).toBe('open');
  expect([client.opened, renew.mock.calls]).toEqual([2, [['first']]]);
});

test('refused twice is refused', async () => {
  const { client } = pool(refusal('28P01'), refusal('28P01', 'still not'), 'open');
  await expect(client.acquireRawConnection()).rejects.toThrow('still not');
  expect(client.opened).toBe(2);
});

test('without a newer password it is not tried again', async () => {
  const { client, renew } = pool(refusal('28P01'), 'open');
  renew.mockResolvedValue(false);
  await expect(client.acquireRawConnection()).rejects.toThrow('password authentication failed');
  expect(client.opened).toBe(1);
});

test.each([
  ['a server that is not there', refusal('ECONNREFUSED', 'connect ECONNREFUSED')],
  ['a database that is not there', refusal('3D000', 'database "x" does not exist')],
  ['a server that lets nobody in from here', refusal('28000', 'no pg_hba.conf entry for host "10.0.0.1"')],
])('%s is not about passwords', async (_, error) => {
  const { client, renew } = pool(error, 'open');
  await expect(client.acquireRawConnection()).rejects.toBe(error);
  expect(renew).not.toHaveBeenCalled();
});

test('what people can act on is in words, with what was said as its cause', async () => {
  const cause = refusal('UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate');
  await expect(pool(cause).client.acquireRawConnection()).rejects.toMatchObject({
    cause,
    message: expect.stringMatching(/^The certificate of Postgres at db\.example:5432 is of no authority/),
  });
});

import { readForm } from './read-form';

const post = (body: string) => new Request('http://localhost/entries', { method: 'POST', body });

test('reads fields', async () => {
  const form = await readForm(post('name=Ada+L.&message=caf%C3%A9'));
  expect(Object.fromEntries(form ?? [])).toEqual({ name: 'Ada L.', message: 'café' });
});

test('has room for the longest entry in the widest characters', async () => {
  const message = '🦊'.repeat(500);
  const form = await readForm(post(new URLSearchParams({ name: 'Ada', message }).toString()));
  expect(form?.get('message')).toBe(message);
});

test('gives up on what is too large, without reading all of it', async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1;
      controller.enqueue(new Uint8Array(4_096));
    },
  });
  const request = new Request('http://localhost/', {
    method: 'POST',
    body: endless,
    duplex: 'half',
  } as RequestInit);
  expect(await readForm(request)).toBeUndefined();
  expect(sent).toBeLessThan(10);
});

test('a request without a body has no fields', async () => {
  expect([...((await readForm(new Request('http://localhost/', { method: 'POST' }))) ?? [])]).toEqual([]);
});

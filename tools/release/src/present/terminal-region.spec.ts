import { terminalRegion } from './terminal-region';

it('draws each picture whole, and the same one once', async () => {
  const calls: string[] = [];
  const log = Object.assign((text: string) => calls.push(text), {
    clear: () => calls.push('clear'),
    done: () => calls.push('done'),
  });
  const region = await terminalRegion(process.stderr, async () => ({ createLogUpdate: () => log }));

  for (const text of ['one', 'one', 'one\ntwo']) region.draw(text);
  region.done();

  expect(calls).toEqual(['clear', 'one', 'clear', 'one\ntwo', 'done']);
});

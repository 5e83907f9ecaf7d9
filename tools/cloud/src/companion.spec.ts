import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { companion, ENDS_WITH } from './companion';

it.each([undefined, ''])('is there for good where none is named (%j)', (text) => {
  expect(companion({ [ENDS_WITH]: text })()).toBe(true);
});

it('is there as long as it runs', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const isThere = companion({ [ENDS_WITH]: String(child.pid) });
  expect(isThere()).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isThere()).toBe(false);
});

it('is gone from the start when nothing has its id', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(companion({ [ENDS_WITH]: String(child.pid) })()).toBe(false);
});

it.each(['0', '-1', 'me', '1x', ' ', '1.5'])('is refused as %j', (text) => {
  expect(() => companion({ [ENDS_WITH]: text })).toThrow(
    `${ENDS_WITH} is "${text}". Allowed: the id of a process`,
  );
});

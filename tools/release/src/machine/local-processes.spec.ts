import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { localProcesses } from './local-processes';

it('knows this process, and always by the same start', () => {
  expect(localProcesses.startOf(process.pid)).toMatch(/\d/);
  expect(localProcesses.startOf(process.pid)).toBe(localProcesses.startOf(process.pid));
});

it('knows when a process is gone', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const { pid = 0 } = child;
  await once(child, 'spawn');
  expect(localProcesses.startOf(pid)).toBeDefined();
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;

  expect(localProcesses.startOf(pid)).toBeUndefined();
});

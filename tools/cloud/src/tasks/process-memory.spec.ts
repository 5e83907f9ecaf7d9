import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { listProcesses, parsePs, residentBytes, treeSize, treeSizes } from './process-memory';

test('a tree is a process and all below it', () => {
  const processes = [
    { pid: 1, parent: 0, residentBytes: 1 },
    { pid: 10, parent: 1, residentBytes: 10 },
    { pid: 11, parent: 10, residentBytes: 100 },
    { pid: 12, parent: 11, residentBytes: 1000 },
    { pid: 20, parent: 1, residentBytes: 5 },
  ];
  expect(treeSize(10, processes)).toBe(1110);
  expect(treeSize(99, processes)).toBe(0);
});

test('what Linux says', () => {
  expect(residentBytes('Name:\tVmRSS: 7\nPid:\t42\nVmRSS:\t   2048 kB\n')).toBe(2048 * 1024);
  expect(residentBytes('Name:\tkthreadd\nPid:\t2\nPPid:\t0\n')).toBe(0);
  expect(residentBytes('')).toBe(0);
});

test('what ps says', () => {
  expect(parsePs('  42   7  2048\n')).toEqual([{ pid: 42, parent: 7, residentBytes: 2048 * 1024 }]);
});

test('this process is among all, at about its size', async () => {
  const own = (await listProcesses()).find(({ pid }) => pid === process.pid);
  expect(own?.parent).toBe(process.ppid);
  expect(own!.residentBytes / process.memoryUsage.rss()).toBeCloseTo(1, 0);
});

test('a tree has what its root started, and one that is gone has no size', async () => {
  const grandchild = "setInterval(() => {}, 1000); console.log('there')";
  const child = spawn(process.execPath, [
    '-e',
    `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' })`,
  ]);
  try {
    await once(child.stdout, 'data');
    const alone = (await listProcesses()).find(({ pid }) => pid === child.pid)!.residentBytes;
    const sizes = await treeSizes([child.pid!, 4_194_303]);
    expect(sizes.get(child.pid!)).toBeGreaterThan(alone * 1.5);
    expect(sizes.get(4_194_303)).toBe(0);
  } finally {
    for (const { pid, parent } of await listProcesses()) if (parent === child.pid) process.kill(pid);
    child.kill();
  }
});

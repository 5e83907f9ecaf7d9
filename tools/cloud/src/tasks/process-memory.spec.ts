import { listProcesses, parsePs, parseStatus, treeSize } from './process-memory';

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
  const status = 'Name:\tPid: 7\nPid:\t42\nPPid:\t7\nVmRSS:\t   2048 kB\n';
  expect(parseStatus(status)).toEqual({ pid: 42, parent: 7, residentBytes: 2048 * 1024 });
  expect(parseStatus('Name:\tkthreadd\nPid:\t2\nPPid:\t0\n')).toEqual({
    pid: 2,
    parent: 0,
    residentBytes: 0,
  });
  expect(parseStatus('')).toBeUndefined();
});

test('what ps says', () => {
  expect(parsePs('  42   7  2048\n')).toEqual([{ pid: 42, parent: 7, residentBytes: 2048 * 1024 }]);
});

test('this process is among them, at about its size', async () => {
  const own = (await listProcesses()).find(({ pid }) => pid === process.pid);
  expect(own?.parent).toBe(process.ppid);
  expect(own!.residentBytes / process.memoryUsage.rss()).toBeCloseTo(1, 0);
});

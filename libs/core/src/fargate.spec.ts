import { FARGATE_CPUS, fargateCpusWith, fargateMemory } from './fargate';

describe('the sizes of Fargate', () => {
  test.each([
    [256, 512, 2048, 3],
    [512, 1024, 4096, 4],
    [1024, 2048, 8192, 7],
    [2048, 4096, 16384, 13],
    [4096, 8192, 30720, 23],
    [8192, 16384, 61440, 12],
    [16384, 32768, 122880, 12],
  ])('%d cpu units go with %d to %d MiB', (cpu, smallest, largest, count) => {
    const memory = fargateMemory(cpu);
    expect([memory[0], memory.at(-1), memory.length]).toEqual([smallest, largest, count]);
  });

  test('the list of cpus is complete and in order', () => {
    expect(FARGATE_CPUS).toEqual([256, 512, 1024, 2048, 4096, 8192, 16384]);
  });

  test.each([
    [1024, [256, 512]],
    [16384, [2048, 4096, 8192]],
    [122880, [16384]],
    [1000, []],
  ])('%d MiB go with %j', (memory, cpus) => expect(fargateCpusWith(memory)).toEqual(cpus));

  test('there is no memory for a cpu that does not exist', () => expect(fargateMemory(300)).toEqual([]));
});

import { fargateSizeProblem } from './fargate-sizes';

test.each([
  ['256', '512'],
  ['512', '4096'],
  ['1024', '8192'],
  ['.25 vCPU', '0.5 GB'],
  ['4096', '30720'],
  ['8192', '61440'],
  ['16384', '122880'],
])('%s CPU with %s memory exists', (cpu, memory) => {
  expect(fargateSizeProblem(cpu, memory)).toBeUndefined();
});

test.each([
  ['256', '4096', 'No Fargate configuration exists for given values: 256 CPU, 4096 memory.'],
  ['300', '512', 'No Fargate configuration exists for given values: 300 CPU, 512 memory.'],
  ['8192', '17408', 'No Fargate configuration exists for given values: 8192 CPU, 17408 memory.'],
  [undefined, '512', "Fargate requires that 'cpu' be defined at the task level."],
  ['256', undefined, "Fargate requires that 'memory' be defined at the task level."],
])('%s CPU with %s memory does not', (cpu, memory, message) => {
  expect(fargateSizeProblem(cpu, memory)).toContain(message);
});

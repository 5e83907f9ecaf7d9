const GB = 1024;
const steps = (from: number, to: number, step: number) =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => (from + index * step) * GB);

/** MiB of memory that each number of CPU units may have. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
const MEMORY: { readonly [cpu: string]: readonly number[] } = {
  256: [512, GB, 2 * GB],
  512: steps(1, 4, 1),
  1024: steps(2, 8, 1),
  2048: steps(4, 16, 1),
  4096: steps(8, 30, 1),
  8192: steps(16, 60, 4),
  16384: steps(32, 120, 8),
};

/** @returns what AWS says of a size that Fargate does not have */
export function fargateSizeProblem(cpu: string | undefined, memory: string | undefined): string | undefined {
  if (cpu === undefined) return "Fargate requires that 'cpu' be defined at the task level.";
  if (memory === undefined) return "Fargate requires that 'memory' be defined at the task level.";
  const [units, megabytes] = [cpuUnits(cpu), memoryMiB(memory)];
  if (MEMORY[units]?.includes(megabytes)) return undefined;
  return `No Fargate configuration exists for given values: ${units} CPU, ${megabytes} memory. See the Amazon ECS documentation for the valid values.`;
}

/** As AWS keeps it: `1 vCPU` is 1024. `NaN` for what is no size. */
export const cpuUnits = (text: string) => inUnits(text, /^([\d.]+) ?vcpu$/i);

/** As AWS keeps it: `2 GB` is 2048. `NaN` for what is no size. */
export const memoryMiB = (text: string) => inUnits(text, /^([\d.]+) ?gb$/i);

function inUnits(text: string, whole: RegExp): number {
  const match = whole.exec(text.trim());
  return match ? Number(match[1]) * 1024 : Number(text);
}

/** Where the table below is from. */
export const FARGATE_SIZES_SOURCE =
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size';

/** What Fargate offers to Linux tasks: CPU units, and the memory in MiB that each can have. */
const SIZES: readonly { readonly cpu: number; readonly memory: readonly number[] }[] = [
  { cpu: 256, memory: [512, 1024, 2048] },
  { cpu: 512, memory: range(1, 4, 1) },
  { cpu: 1024, memory: range(2, 8, 1) },
  { cpu: 2048, memory: range(4, 16, 1) },
  { cpu: 4096, memory: range(8, 30, 1) },
  { cpu: 8192, memory: range(16, 60, 4) },
  { cpu: 16384, memory: range(32, 120, 8) },
];

/** Every cpu that a task can have, in CPU units, smallest first. */
export const FARGATE_CPUS: readonly number[] = SIZES.map(({ cpu }) => cpu);

/** Memory in MiB that a task of `cpu` units can have, smallest first; empty when there is no such cpu. */
export function fargateMemory(cpu: number): readonly number[] {
  return SIZES.find((size) => size.cpu === cpu)?.memory ?? [];
}

/** Every cpu in CPU units that can have `memory` MiB, smallest first. */
export function fargateCpusWith(memory: number): readonly number[] {
  return SIZES.filter((size) => size.memory.includes(memory)).map(({ cpu }) => cpu);
}

function range(fromGb: number, toGb: number, stepGb: number): readonly number[] {
  const count = (toGb - fromGb) / stepGb + 1;
  return Array.from({ length: count }, (_, index) => (fromGb + index * stepGb) * 1024);
}

import { cpus, release, totalmem, type } from 'node:os';

/** One line that lets a reader judge the figures. */
export function describeMachine(): string {
  const processors = cpus();
  return [
    processors[0]?.model.trim() ?? 'unknown processor',
    `${processors.length} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `${type()} ${release()}`,
    `Node ${process.version}`,
  ].join(', ');
}

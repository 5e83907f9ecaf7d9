import type { ChildProcess } from 'node:child_process';
import { Duplex, PassThrough, Writable, type Readable } from 'node:stream';
import type { ProcessKeeper } from '../processes/process-keeper';
import { ContainerProcess } from './container-process';
import type { ExecProcess } from './task-runner';

/**
 * A process beside a container's own, as somebody who looks into the container has it. On a pseudo-terminal its fourth
 * descriptor takes new sizes.
 */
export function execProcess(keeper: ProcessKeeper, child: ChildProcess): ExecProcess {
  const process = new ContainerProcess(keeper, child);
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout) throw new Error('A process that somebody looks at needs pipes.');
  const sizes = child.stdio[3] instanceof Writable ? child.stdio[3] : undefined;
  // To type at a process that has just ended is not a failure.
  for (const writable of [stdin, sizes]) writable?.on('error', () => undefined);
  return {
    stream: join(stdin, stderr ? merge(stdout, stderr) : stdout),
    exited: process.exited,
    resize: ({ columns, rows }) => void sizes?.write(`${columns} ${rows}\n`),
    kill: () => process.kill(),
  };
}

/** Not `Duplex.from`: to that, a process that ends before its input does is an error. */
function join(stdin: Writable, printed: Readable): Duplex {
  const stream = new Duplex({
    read: () => void printed.resume(),
    write: (chunk: Buffer, _, done) => void (stdin.writable ? stdin.write(chunk, () => done()) : done()),
    final: (done) => void (stdin.end(), done()),
  });
  printed.on('data', (chunk: Buffer) => void (stream.push(chunk) || printed.pause()));
  printed.once('close', () => void (stream.readableEnded || stream.push(null)));
  return stream;
}

function merge(...sources: readonly Readable[]): Readable {
  const merged = new PassThrough();
  let open = sources.length;
  for (const source of sources) {
    source.pipe(merged, { end: false });
    source.once('close', () => {
      if (--open === 0) merged.end();
    });
  }
  return merged;
}

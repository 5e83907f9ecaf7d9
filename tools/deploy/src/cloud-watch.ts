import type { EmbeddedCloud } from './embedded-cloud';

const EVERY_MS = 2000;
const MISSES = 2;

export interface CloudWatch {
  /** Aborted when the embedded cloud is gone: Terraform would go on trying for more than a minute. */
  readonly gone: AbortSignal;
  /** From now on nothing is told, also of a look that is under way. */
  stop(): void;
}

export function watchCloud(cloud: Pick<EmbeddedCloud, 'isAlive'>, everyMs = EVERY_MS): CloudWatch {
  const controller = new AbortController();
  let misses = 0;
  let stopped = false;
  const timer = setInterval(() => {
    void cloud.isAlive().then((alive) => {
      misses = alive ? 0 : misses + 1;
      if (misses >= MISSES && !stopped) controller.abort();
    });
  }, everyMs);
  timer.unref();
  const stop = () => {
    stopped = true;
    clearInterval(timer);
  };
  return { gone: controller.signal, stop };
}

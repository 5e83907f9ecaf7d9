import type { Distribution } from './distribution';

/** A distribution as it can be reached on this machine. */
export interface RunningDistribution {
  readonly account: string;
  readonly distribution: Distribution;
  readonly port: number;
}

import type { Area } from '../invariant';
import { assets } from './assets';
import { buckets } from './buckets';
import { compute } from './compute';
import { containers } from './containers';
import { data } from './data';
import { edge } from './edge';
import { network } from './network';
import { observability } from './observability';
import { rights } from './rights';
import { stack } from './stack';

export const INVARIANTS: readonly Area[] = [
  stack,
  network,
  edge,
  assets,
  compute,
  containers,
  data,
  buckets,
  rights,
  observability,
];

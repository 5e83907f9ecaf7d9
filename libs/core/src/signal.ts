/**
 * Something worth waking a person for, said by the construct that knows it and rendered as a CloudWatch alarm
 * by observability. Values may be Terraform references.
 */
export interface Signal {
  /** Kebab-case, unique in the environment, fixed for life: it ends up in the alarm's Terraform address and name. */
  readonly id: string;
  /** One sentence for the person who is woken: what is wrong and where to look first. */
  readonly description: string;
  readonly metric: Metric;
  /** Subtracted from `metric` before the comparison, such as the running from the desired tasks. @default nothing */
  readonly minus?: Metric;
  /** How the statistic is compared with `threshold`. */
  readonly comparison: 'above' | 'at-least' | 'below';
  readonly threshold: number;
  /** Periods in a row that must breach. @default 3 */
  readonly periods?: number;
  /** What no data means. `breaching` for what must always report. @default 'notBreaching' */
  readonly missingData?: 'notBreaching' | 'breaching' | 'ignore' | 'missing';
  /** Where the metric lives. CloudFront reports to us-east-1 only. @default 'home' */
  readonly at?: 'home' | 'us-east-1';
}

/** One CloudWatch metric, as AWS names it. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  /** A CloudWatch statistic: `Average`, `Sum`, `Maximum`, `Minimum` or a percentile such as `p95`. */
  readonly statistic: string;
  readonly dimensions: { readonly [name: string]: string };
  /** @default 60 */
  readonly periodSeconds?: number;
}

/** Implemented by constructs that know what can go wrong with them. */
export interface Monitored {
  readonly signals: readonly Signal[];
}

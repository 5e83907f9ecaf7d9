import type { Metric, Signal } from '@slipway/core';

/**
 * A dashboard in CloudWatch's own words, on its grid of 24 columns: for each group a heading, then three graphs a row.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 *
 * @param region where signals are measured that do not say otherwise
 * @throws Error when there are more widgets than CloudWatch shows
 */
export function dashboardBody(signals: readonly Signal[], region: string) {
  const widgets: Widget[] = [];
  let y = 0;
  for (const [title, members] of grouped(signals)) {
    widgets.push({ type: 'text', x: 0, y, width: 24, height: 1, properties: { markdown: `## ${title}` } });
    y += 1;
    members.forEach((signal, index) => {
      widgets.push({
        type: 'metric',
        x: (index % PER_ROW) * WIDTH,
        y: y + Math.floor(index / PER_ROW) * HEIGHT,
        width: WIDTH,
        height: HEIGHT,
        properties: graph(signal, signal.at === 'us-east-1' ? 'us-east-1' : region),
      });
    });
    y += Math.ceil(members.length / PER_ROW) * HEIGHT;
  }
  if (widgets.length > MOST_WIDGETS) {
    throw new Error(
      `The dashboard would have ${widgets.length} widgets, CloudWatch shows ${MOST_WIDGETS}. ` +
        'Split the environment, or leave signals of some services out of the dashboard.',
    );
  }
  return { widgets };
}

interface Widget {
  readonly type: 'text' | 'metric';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: { readonly [name: string]: unknown };
}

const PER_ROW = 3;
const WIDTH = 8;
const HEIGHT = 6;
const MOST_WIDGETS = 500;

/** From what users feel to what lies beneath it. */
const TITLES: { readonly [namespace: string]: string } = {
  'AWS/CloudFront': 'CDN',
  'AWS/ApplicationELB': 'Load balancer',
  'AWS/ECS': 'Services',
  'ECS/ContainerInsights': 'Services',
  'AWS/RDS': 'Database',
  'AWS/NATGateway': 'Network',
  'AWS/CertificateManager': 'Certificates',
};

/** Groups in the order of `TITLES`, then those it does not know by name; signals in the order they came. */
function grouped(signals: readonly Signal[]): [string, Signal[]][] {
  const groups = new Map<string, Signal[]>([...Object.values(TITLES)].map((title) => [title, []]));
  for (const signal of signals) {
    const title = TITLES[signal.metric.namespace] ?? signal.metric.namespace;
    groups.set(title, [...(groups.get(title) ?? []), signal]);
  }
  return [...groups].filter(([, members]) => members.length > 0);
}

function graph(signal: Signal, region: string): Widget['properties'] {
  return {
    title: words(signal.id),
    region,
    view: 'timeSeries',
    metrics: signal.minus
      ? [
          [{ id: 'difference', expression: 'whole - part', label: words(signal.id) }],
          row(signal.metric, { id: 'whole', visible: false }),
          row(signal.minus, { id: 'part', visible: false }),
        ]
      : [row(signal.metric)],
    annotations: {
      horizontal: [
        { label: `alarm ${words(signal.comparison)} ${signal.threshold}`, value: signal.threshold },
      ],
    },
  };
}

function row(metric: Metric, options: { readonly [name: string]: unknown } = {}): unknown[] {
  const dimensions = Object.entries(metric.dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  const { namespace, name, statistic, periodSeconds } = metric;
  return [
    namespace,
    name,
    ...dimensions.flat(),
    { stat: statistic, period: periodSeconds ?? 60, ...options },
  ];
}

/** `web-cpu` to `web cpu`. */
function words(id: string): string {
  return id.replaceAll('-', ' ');
}

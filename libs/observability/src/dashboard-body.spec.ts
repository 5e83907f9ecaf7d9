import type { Signal } from '@slipway/core';
import * as fc from 'fast-check';
import { dashboardBody } from './dashboard-body';

const signal = (id: string, namespace = 'AWS/ECS', differing: Partial<Signal> = {}): Signal => ({
  id,
  description: 'Something is wrong.',
  metric: { namespace, name: 'Metric', statistic: 'Average', dimensions: { B: 'two', A: 'one' } },
  comparison: 'above',
  threshold: 80,
  ...differing,
});

const headings = (signals: readonly Signal[]) =>
  dashboardBody(signals, 'eu-west-1')
    .widgets.filter(({ type }) => type === 'text')
    .map(({ properties }) => properties.markdown);

const graphs = (signals: readonly Signal[]) =>
  dashboardBody(signals, 'eu-west-1')
    .widgets.filter(({ type }) => type === 'metric')
    .map(({ properties }) => properties);

test('a signal is a graph with the threshold of its alarm', () => {
  expect(graphs([signal('web-cpu')])).toEqual([
    {
      title: 'web cpu',
      region: 'eu-west-1',
      view: 'timeSeries',
      metrics: [['AWS/ECS', 'Metric', 'A', 'one', 'B', 'two', { stat: 'Average', period: 60 }]],
      annotations: { horizontal: [{ label: 'alarm above 80', value: 80 }] },
    },
  ]);
});

test('a difference is drawn as one line', () => {
  const { metric } = signal('tasks');
  const [difference] = graphs([signal('tasks', 'AWS/ECS', { minus: { ...metric, name: 'Other' } })]);
  expect(difference?.metrics).toMatchObject([
    [{ expression: 'whole - part' }],
    expect.arrayContaining(['Metric', expect.objectContaining({ id: 'whole', visible: false })]),
    expect.arrayContaining(['Other', expect.objectContaining({ id: 'part', visible: false })]),
  ]);
});

test('what is measured in us-east-1 is drawn from there', () => {
  expect(graphs([signal('cdn', 'AWS/CloudFront', { at: 'us-east-1' })])).toMatchObject([
    { region: 'us-east-1' },
  ]);
});

test('graphs stand under readable headings, what users feel first', () => {
  const signals = [
    signal('storage', 'AWS/RDS'),
    signal('cpu', 'AWS/ECS'),
    signal('own', 'Acme/Shop'),
    signal('tasks', 'ECS/ContainerInsights'),
    signal('errors', 'AWS/CloudFront'),
  ];
  expect(headings(signals)).toEqual(['## CDN', '## Services', '## Database', '## Acme/Shop']);
});

test('widgets fit on the grid and never overlap', () => {
  const namespaces = fc.constantFrom('AWS/RDS', 'AWS/ECS', 'AWS/CloudFront', 'Acme/Shop');
  fc.assert(
    fc.property(fc.array(namespaces, { maxLength: 40 }), (list) => {
      const { widgets } = dashboardBody(
        list.map((namespace, index) => signal(`s-${index}`, namespace)),
        'eu-west-1',
      );
      expect(widgets.filter(({ type }) => type === 'metric')).toHaveLength(list.length);
      const cells = widgets.flatMap(({ x, y, width, height }) => {
        expect(x + width).toBeLessThanOrEqual(24);
        return Array.from(
          { length: width * height },
          (_, i) => `${x + (i % width)},${y + Math.floor(i / width)}`,
        );
      });
      expect(new Set(cells).size).toBe(cells.length);
    }),
  );
});

test('more widgets than CloudWatch shows are refused', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => signal(`s-${index}`));
  expect(dashboardBody(many(499), 'eu-west-1').widgets).toHaveLength(500);
  expect(() => dashboardBody(many(500), 'eu-west-1')).toThrow('501 widgets, CloudWatch shows 500');
});

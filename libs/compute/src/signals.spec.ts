import { loadBalancerSignals, serviceSignals, targetSignals } from './signals';

const targets = { balancerArnSuffix: 'app/acme-prod/1', targetGroupArnSuffix: 'targetgroup/web/2' };
const all = [
  ...loadBalancerSignals('app/acme-prod/1', 2),
  ...serviceSignals({ cluster: 'acme-prod', service: 'web' }),
  ...targetSignals('web', targets),
];
const signal = (id: string) => all.find((candidate) => candidate.id === id);

test('each says what it watches for', () => {
  expect(all.map(({ id }) => id)).toEqual([
    'load-balancer-errors',
    'app-errors',
    'latency',
    'web-cpu',
    'web-memory',
    'web-missing-tasks',
    'web-unhealthy',
  ]);
});

test('none is raised by silence: before the first release nothing reports', () => {
  expect(all.filter(({ missingData }) => (missingData ?? 'notBreaching') !== 'notBreaching')).toEqual([]);
});

test('missing tasks are the difference of desired and running', () => {
  expect(signal('web-missing-tasks')).toMatchObject({
    metric: { namespace: 'ECS/ContainerInsights', name: 'DesiredTaskCount' },
    minus: { namespace: 'ECS/ContainerInsights', name: 'RunningTaskCount' },
    comparison: 'above',
    threshold: 0,
  });
});

test('latency is the p95 that the environment asks for', () => {
  expect(signal('latency')).toMatchObject({
    metric: { name: 'TargetResponseTime', statistic: 'p95' },
    threshold: 2,
  });
});

test('a task that is only just starting is not called unhealthy', () => {
  expect(signal('web-unhealthy')?.metric).toMatchObject({ name: 'UnHealthyHostCount', statistic: 'Minimum' });
});

test.each([
  ['app-errors', { LoadBalancer: 'app/acme-prod/1' }],
  ['web-unhealthy', { LoadBalancer: 'app/acme-prod/1', TargetGroup: 'targetgroup/web/2' }],
  ['web-cpu', { ClusterName: 'acme-prod', ServiceName: 'web' }],
])('%s looks at its own resource', (id, dimensions) => {
  expect(signal(id)?.metric.dimensions).toEqual(dimensions);
});

import type { Construct } from 'constructs';
import { Network } from '@slipway/network';
import { Cluster } from './cluster';
import { LoadBalancer, type LoadBalancerProps } from './load-balancer';
import { Service, type ServiceProps } from './service';

/** For specs: one environment's worth of neighbours. */
export const sample = {
  environment: { app: 'acme', name: 'prod' },
  account: '111111111111',
  region: 'eu-west-1',
  key: { arn: 'arn:key' },
  logs: { name: '/ecs/prod/web', arn: 'arn:logs' },
  execLogs: { name: '/ecs/prod/exec', arn: 'arn:exec-logs' },
  settings: {
    cpuUnits: 512,
    memoryMb: 1024,
    port: 3000,
    migrate: 'release-phase',
    environment: { LOG_LEVEL: 'info' },
    healthCheck: { path: '/healthz', intervalSeconds: 5, timeoutSeconds: 2, healthyAfter: 2 },
    startSeconds: 60,
    drainSeconds: 60,
    stopSeconds: 2,
    scaling: { min: 2, max: 6, cpuPercent: 60, requestsPerTask: 1000 },
    architecture: 'x86_64',
    writableRoot: false,
  },
} as const;

export function sampleNetwork(scope: Construct): Network {
  return new Network(scope, 'network', {
    ...sample,
    cidr: '10.0.0.0/16',
    zones: ['eu-west-1a', 'eu-west-1b'],
    nat: 'one',
    logRetentionDays: 365,
  });
}

export const BEHIND_CDN = {
  mode: 'behind-cdn',
  prefixListId: 'pl-cloudfront',
  originHeader: { name: 'x-origin', values: ['${one}', '${two}'] },
} as const;

export function sampleLoadBalancer(
  scope: Construct,
  props: Partial<LoadBalancerProps> & Pick<LoadBalancerProps, 'network'>,
): LoadBalancer {
  return new LoadBalancer(scope, 'load-balancer', {
    ...sample,
    removal: 'protect',
    exposure: BEHIND_CDN,
    certificateArn: 'arn:certificate',
    accessLogs: { name: 'balancer-logs', arn: 'arn:balancer-logs', domainName: 'balancer-logs.example' },
    latencySeconds: 2,
    ...props,
  });
}

/** A service behind a load balancer, or without one. */
export function sampleService(
  scope: Construct,
  behind: 'load-balancer' | 'nothing',
  props: Partial<ServiceProps> = {},
): Service {
  const network = sampleNetwork(scope);
  return new Service(scope, props.name ?? 'web', {
    ...sample,
    name: 'web',
    network,
    cluster: new Cluster(scope, 'cluster', sample),
    repositoryArns: ['arn:repository'],
    loadBalancer: behind === 'load-balancer' ? sampleLoadBalancer(scope, { network }) : undefined,
    ...props,
  });
}

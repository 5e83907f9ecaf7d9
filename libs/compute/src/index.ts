export { Bastion, type BastionProps } from './bastion';
export { Cluster, type ClusterProps } from './cluster';
export { PLACEHOLDER_IMAGE, type ProcessSettings } from './container-definition';
export { LoadBalancer, type BehindCdn, type Exposure, type LoadBalancerProps } from './load-balancer';
export { Service, type ServiceProps } from './service';

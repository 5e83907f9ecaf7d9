export { Connections, type Connectable } from './connections';
export { ENDPOINTS_WITHOUT_NAT } from './endpoints';
export { layoutSubnets, type SubnetLayout } from './layout';
export { Network, type NetworkProps } from './network';
export { SecurityGroup, type SecurityGroupProps } from './security-group';

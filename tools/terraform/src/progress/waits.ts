import type { Action } from './event';

/** What AWS does all that time. The times are what AWS's own documentation and the provider's timeouts speak of. */
const WAITS: { readonly [key: string]: string } = {
  'aws_db_instance.create': 'RDS starts the database and takes a first backup, 5 to 15 minutes',
  'aws_db_instance.update': 'RDS changes the database, a few minutes; longer with a standby',
  'aws_db_instance.delete':
    'RDS deletes the database, after a final snapshot unless it is disposable, 5 to 10 minutes',
  'aws_cloudfront_distribution.create': 'CloudFront rolls out to all its locations, 3 to 15 minutes',
  'aws_cloudfront_distribution.update': 'CloudFront rolls out to all its locations, 3 to 15 minutes',
  'aws_cloudfront_distribution.delete': 'CloudFront first switches it off everywhere, up to 15 minutes',
  'aws_acm_certificate_validation.create':
    'the certificate is issued once its DNS records can be seen publicly',
  'aws_lb.create': 'the load balancer becomes active, 2 to 4 minutes',
  'aws_lb.delete': 'the load balancer releases its network interfaces',
  'aws_nat_gateway.create': 'the NAT gateway becomes available, about 2 minutes',
  'aws_nat_gateway.delete': 'the NAT gateway releases its address, about a minute',
  'aws_vpc_endpoint.create': 'the endpoint becomes available, about 2 minutes',
  'aws_vpc_endpoint.delete': 'the endpoint releases its network interfaces, a few minutes',
  'aws_ecs_service.delete': 'running tasks are drained, a minute or two',
  'aws_instance.create': 'the instance boots',
  'aws_instance.delete': 'the instance shuts down',
  'aws_internet_gateway.delete': 'public addresses in the network must be gone first',
  'aws_subnet.delete': 'network interfaces in the subnet must be gone first',
  'aws_security_group.delete': 'network interfaces that use the group must be gone first',
};

/** What a long step waits for; `undefined` where nothing better than its name is known. */
export function waitingFor(resourceType: string, action: Action): string | undefined {
  return WAITS[`${resourceType}.${action}`];
}

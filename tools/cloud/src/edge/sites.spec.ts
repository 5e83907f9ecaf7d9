import type { RunningBalancer } from '../load-balancer/load-balancers';
import { DISTRIBUTION, ORIGIN } from './sample-distribution';
import { sitesOf } from './sites';

const WHERE = { account: '222222222222', region: 'eu-west-1' };
const DNS_NAME = 'acme-1.eu-west-1.elb.amazonaws.com';
const BALANCER: RunningBalancer = {
  ...WHERE,
  arn: 'arn',
  name: 'acme',
  dnsName: DNS_NAME,
  listeners: [{ protocol: 'HTTPS', declaredPort: 443, port: 4443 }],
};
const ORIGIN_NAME = 'origin.acme.example';
const CDN = {
  account: WHERE.account,
  distribution: { ...DISTRIBUTION, origins: [{ ...ORIGIN, domainName: ORIGIN_NAME }] },
  port: 4000,
};

/** Records that lead all these names to the load balancer. */
const leading = (...hosts: string[]) => ({
  hostsOf: (dnsName: string) => (dnsName === DNS_NAME ? hosts : []),
  targetOf: (host: string) => (hosts.includes(host) ? DNS_NAME : undefined),
});

const hostsOf = (...of: Parameters<typeof sitesOf>) => sitesOf(...of).map(({ hosts }) => hosts);

test('a load balancer behind a distribution is no site, whatever the origin calls it', () => {
  expect(hostsOf([CDN], [BALANCER], leading(ORIGIN_NAME))).toEqual([['acme.example', 'www.acme.example']]);
  const byItsOwn = {
    ...CDN,
    distribution: { ...DISTRIBUTION, origins: [{ ...ORIGIN, domainName: DNS_NAME }] },
  };
  expect(hostsOf([byItsOwn], [BALANCER], leading())).toEqual([['acme.example', 'www.acme.example']]);
});

test('without a distribution it is the site of the domain, not of the name that only a CDN asks by', () => {
  expect(sitesOf([], [BALANCER], leading(ORIGIN_NAME, 'acme.example'))).toEqual([
    { hosts: ['acme.example'], account: WHERE.account, url: 'http://127.0.0.1:4443' },
  ]);
  expect(hostsOf([], [BALANCER], leading(ORIGIN_NAME))).toEqual([[DNS_NAME]]);
  expect(hostsOf([], [BALANCER], leading('originals.example'))).toEqual([['originals.example']]);
});

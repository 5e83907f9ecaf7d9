import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoadBalancers } from '../load-balancer/load-balancers';
import { echoed } from '../http/sample-echo';
import { DNS_NAME, FORWARD, GROUP, SampleBalancers, WHERE } from '../load-balancer/sample-balancers';
import { ask, SampleTarget } from '../load-balancer/sample-target';
import { BucketStore } from './bucket-store';
import { Edges } from './edges';
import { SampleDistributions } from './sample-distribution';

const HEADER = { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-secret', Values: ['right'] } };

let declared: SampleDistributions;
let behind: SampleBalancers;
let balancers: LoadBalancers;
let edges: Edges;
let target: SampleTarget;
let requests: IncomingMessage[];

beforeEach(async () => {
  behind = new SampleBalancers();
  const forbidden = { StatusCode: '403', MessageBody: 'Forbidden' };
  behind.listeners = [
    {
      Protocol: 'HTTPS',
      Port: 443,
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: forbidden }],
      rules: [{ Priority: '100', Conditions: [HEADER], Actions: [FORWARD] }],
    },
  ];
  balancers = new LoadBalancers({ backend: behind.backend, secondMs: 50 });
  declared = new SampleDistributions();
  const buckets = new BucketStore('http://127.0.0.1:1');
  edges = new Edges({ backend: declared.backend, balancers, buckets, secondMs: 50 });
  requests = [];
  target = new SampleTarget();
  const address = await target.start((request, response) => {
    requests.push(request);
    response.end(request.url);
  });
  await Promise.all([balancers.refresh(WHERE), edges.refresh(WHERE)]);
  balancers.register(WHERE, GROUP, address);
  for (let wait = 0; wait < 500 && balancers.health(WHERE, GROUP, address)?.state !== 'healthy'; wait += 1) {
    await sleep(2);
  }
});

afterEach(async () => {
  await edges.service.stop();
  await balancers.service.stop();
  target.stop();
});

const CALL = { ...WHERE, method: 'POST', headers: {}, body: Buffer.alloc(0) };
const DONE = { status: 200, headers: {}, body: '' };

/** A change of the record that leads a host name to the load balancer. */
const aliasChange = (action: string, host: string) => ({
  ...CALL,
  service: 'route53',
  operation: 'POST /2013-04-01/hostedzone/Z1/rrset',
  path: '/2013-04-01/hostedzone/Z1/rrset/',
  body: Buffer.from(
    `<ChangeBatch><Changes><Change><Action>${action}</Action><ResourceRecordSet><Name>${host}.</Name>` +
      `<Type>A</Type><AliasTarget><DNSName>dualstack.${DNS_NAME}.</DNSName></AliasTarget></ResourceRecordSet>` +
      '</Change></Changes></ChangeBatch>',
  ),
});

const port = () => Number(new URL(edges.sites()[0]?.url ?? '').port);

test('a viewer reaches the app under the name of the site, past the secret header', async () => {
  const answer = await ask(port(), '/a?b=c', { headers: { 'x-secret': 'guess' } });
  expect(answer).toMatchObject({
    status: 200,
    body: '/a?b=c',
    headers: { 'x-cache': 'Miss from cloudfront' },
  });
  expect(requests[0]?.headers).toMatchObject({
    host: 'acme.example',
    'x-forwarded-for': '127.0.0.1, 127.0.0.1',
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '443',
  });
  const direct = balancers.running()[0]?.listeners[0]?.port ?? 0;
  expect((await ask(direct)).status).toBe(403);
});

test('each path has the behaviour that is declared for it', async () => {
  expect((await ask(port(), '/static/x?y')).body).toBe('/static/x');
  expect(requests[0]?.headers.host).toBe(DNS_NAME);
  const refused = await ask(port(), '/static/x', { method: 'POST' });
  expect(refused).toMatchObject({ status: 403, headers: { server: 'CloudFront' } });
  expect(refused.body).toContain('The distribution supports only cachable requests.');
  expect((await ask(port(), '/', { method: 'POST', body: Buffer.from('x') })).status).toBe(200);
});

test.each([
  ['it is a load balancer that nobody has', () => void (behind.gone = true)],
  ['the load balancer does not listen as it is asked', () => void (declared.originProtocol = 'http-only')],
])('502 as of CloudFront when %s', async (_, change) => {
  change();
  await Promise.all([balancers.refresh(WHERE), edges.refresh(WHERE)]);
  const answer = await ask(Number(new URL(edges.sites()[0]?.url ?? '').port));
  expect(answer).toMatchObject({
    status: 502,
    headers: { server: 'CloudFront', 'x-cache': 'Error from cloudfront' },
  });
  expect(answer.body).toContain("CloudFront wasn't able to connect to the origin.");
});

test('an upgrade to WebSocket', async () => {
  expect(await echoed(port(), target.http)).toBe('echo hello');
});

test('an origin may have a name of its own, which is no site', async () => {
  const own = 'origin.acme.example';
  declared.originDomain = own;
  await edges.refresh(WHERE);
  expect((await ask(port())).status).toBe(502);
  await edges.service.observe?.(aliasChange('CREATE', own), DONE);
  expect(await ask(port(), '/static/a')).toMatchObject({ status: 200, body: '/static/a' });
  expect(requests[0]?.headers.host).toBe(own);
  expect(edges.sites().map(({ hosts }) => hosts)).toEqual([['acme.example', 'www.acme.example']]);
});

test('the site is the distribution; without one, the load balancer by its alias record', async () => {
  const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);
  const { account } = WHERE;
  expect(edges.sites()).toEqual([{ hosts: ['acme.example', 'www.acme.example'], account, url }]);

  declared.gone = true;
  const deleted = 'DELETE /2020-05-31/distribution/E1';
  const gone = { ...CALL, method: 'DELETE', service: 'cloudfront', operation: deleted, path: '/' };
  await edges.service.observe?.(gone, DONE);
  expect(edges.sites()).toEqual([{ hosts: [DNS_NAME], account, url }]);

  await edges.service.observe?.(aliasChange('CREATE', 'acme.example'), DONE);
  expect(edges.sites()).toEqual([{ hosts: ['acme.example'], account, url }]);
  await edges.service.observe?.(aliasChange('DELETE', 'acme.example'), DONE);
  expect(edges.sites()).toEqual([{ hosts: [DNS_NAME], account, url }]);
});

test('a disabled distribution, or a reset, ends it', async () => {
  const before = port();
  declared.config = { Enabled: false };
  await edges.refresh(WHERE);
  await expect(ask(before)).rejects.toThrow('ECONNREFUSED');
  declared.config = {};
  await edges.refresh(WHERE);
  const after = port();
  await edges.service.reset();
  await expect(ask(after)).rejects.toThrow('ECONNREFUSED');
});

import { createServer, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { listenOn } from '../http/listen-on';
import { LoadBalancers } from './load-balancers';
import { GROUP, SampleBalancers, WHERE } from './sample-balancers';

const OTHER_GROUP = `${GROUP.slice(0, -1)}3`;

let declared: SampleBalancers;
let balancers: LoadBalancers;
let server: Server;
let client: ElasticLoadBalancingV2;

/** The real SDK in front: what it reads is what AWS would have said. */
beforeEach(async () => {
  declared = new SampleBalancers();
  balancers = new LoadBalancers({ backend: declared.backend, secondMs: 50 });
  server = createServer(async (request, response) => {
    const body = await buffer(request);
    const operation = new URLSearchParams(body.toString()).get('Action') ?? '';
    const { method = '', url: path = '', headers } = request;
    const call = { ...WHERE, service: 'elasticloadbalancing', operation, method, path, headers, body };
    const answer = await balancers.service.answer(call);
    response.writeHead(answer?.status ?? 418, { 'content-type': 'text/xml' });
    response.end(answer?.body);
  });
  client = new ElasticLoadBalancingV2({
    endpoint: `http://127.0.0.1:${await listenOn(server)}`,
    region: WHERE.region,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  server.close();
  await balancers.service.stop();
});

const TARGET = { Id: '127.0.0.1', Port: 9 };
const health = async (Targets?: { Id: string; Port?: number }[]) =>
  (await client.describeTargetHealth({ TargetGroupArn: GROUP, Targets })).TargetHealthDescriptions;

test('targets come, are described and go', async () => {
  declared.groupAttributes = { 'deregistration_delay.timeout_seconds': '2' };
  declared.group = { UnhealthyThresholdCount: 10 };
  expect(await health()).toEqual([]);
  await client.registerTargets({ TargetGroupArn: GROUP, Targets: [TARGET, { Id: '127.0.0.2' }] });
  const initial = {
    State: 'initial',
    Reason: 'Elb.InitialHealthChecking',
    Description: 'Initial health checks in progress',
  };
  expect(await health()).toEqual([
    { Target: TARGET, HealthCheckPort: '9', TargetHealth: initial },
    { Target: { Id: '127.0.0.2', Port: 3000 }, HealthCheckPort: '3000', TargetHealth: initial },
  ]);
  await client.deregisterTargets({ TargetGroupArn: GROUP, Targets: [TARGET] });
  expect(await health([TARGET])).toMatchObject([{ TargetHealth: { State: 'draining' } }]);
  await balancers.deregister(WHERE, GROUP, { id: '127.0.0.1', port: 9 });
  expect(await health([TARGET])).toMatchObject([
    {
      TargetHealth: {
        State: 'unused',
        Reason: 'Target.NotRegistered',
        Description: 'Target is not registered to the target group',
      },
    },
  ]);
  expect(await health()).toHaveLength(1);
});

test('an unknown target group is an error by name', async () => {
  const TargetGroupArn = `${GROUP}-absent<&>`;
  await expect(client.describeTargetHealth({ TargetGroupArn })).rejects.toMatchObject({
    name: 'TargetGroupNotFoundException',
    message: `Target groups '${TargetGroupArn}' not found`,
    $metadata: { httpStatusCode: 400 },
  });
});

test.each([
  ['no target', [], 'At least one target must be specified'],
  ['what is no address', [{ Id: 'i-0123' }], "The IP address 'i-0123' is not a valid IPv4 or IPv6 address"],
  ['a port that is none', [{ Id: '127.0.0.1', Port: 70_000 }], "Port '70000' is not between 1 and 65535"],
])('refuses %s', async (_, Targets, message) => {
  await expect(client.registerTargets({ TargetGroupArn: GROUP, Targets })).rejects.toThrow(message);
});

test('groups whose targets are no addresses, and every other call, are left to moto', async () => {
  declared.others = [{ TargetGroupArn: OTHER_GROUP, TargetType: 'instance' }];
  const call = { ...WHERE, service: 'elasticloadbalancing', method: 'POST', path: '/', headers: {} };
  const body = Buffer.from(String(new URLSearchParams({ TargetGroupArn: OTHER_GROUP })));
  expect(
    await balancers.service.answer({ ...call, operation: 'DescribeTargetHealth', body }),
  ).toBeUndefined();
  expect(await balancers.service.answer({ ...call, operation: 'DescribeListeners', body })).toBeUndefined();
});

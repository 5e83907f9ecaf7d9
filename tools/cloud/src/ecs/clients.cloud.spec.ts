import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ECS, ServiceNotFoundException } from '@aws-sdk/client-ecs';
import { pythonProcessEnvironment, runProgram } from '@slipway/tool-python';
import { motoInterpreter } from '../moto';
import { REPOSITORY } from '../sample-cloud';
import { SampleEcs } from './sample-ecs';

const sample = new SampleEcs();
const cluster = 'acme-test';
let server: Server;
let endpoint: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      void sample.ecs
        .answer({
          account: '222222222222',
          region: 'eu-west-1',
          service: 'ecs',
          operation,
          method: 'POST',
          path: '/',
          headers: request.headers,
          body: Buffer.concat(parts),
        })
        .then((answer) =>
          response.writeHead(answer?.status ?? 500, { ...answer?.headers } as never).end(answer?.body),
        );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await sample.service();
  await sample.clock.pass(2000);
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

test('the SDK reads times as dates and refusals as its own errors', async () => {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const ecs = new ECS({ endpoint, region: 'eu-west-1', credentials });
  const { services } = await ecs.describeServices({ cluster, services: ['web'] });
  expect(services?.[0]?.createdAt).toBeInstanceOf(Date);
  await expect(ecs.updateService({ cluster, service: 'none' })).rejects.toBeInstanceOf(
    ServiceNotFoundException,
  );
  const after = new Date(Date.UTC(2026, 0));
  const { serviceDeployments } = await ecs.listServiceDeployments({
    cluster,
    service: 'web',
    createdAt: { after },
  });
  expect(serviceDeployments).toHaveLength(1);
  ecs.destroy();
});

test('the waiters of boto3 end, and it throws what is refused', async () => {
  const program = `
import boto3
ecs = boto3.client("ecs")
ecs.get_waiter("services_stable").wait(cluster="acme-test", services=["web"])
tasks = ecs.list_tasks(cluster="acme-test")["taskArns"]
ecs.get_waiter("tasks_running").wait(cluster="acme-test", tasks=tasks)
try:
    ecs.describe_services(cluster="none", services=["web"])
except ecs.exceptions.ClusterNotFoundException as refusal:
    print(len(tasks), refusal)
`;
  const python = await motoInterpreter({ workspace: REPOSITORY, env: process.env, note: () => undefined });
  const { output, code } = await runProgram(python, ['-c', program], {
    env: {
      ...pythonProcessEnvironment(process.env),
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_DEFAULT_REGION: 'eu-west-1',
    },
  });
  expect({ output, code }).toEqual({ output: expect.stringMatching(/^2 .*Cluster not found\./), code: 0 });
});

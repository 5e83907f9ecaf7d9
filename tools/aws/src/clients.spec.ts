import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsClients } from './clients';

interface Answer {
  readonly status: number;
  readonly body: string;
}

let server: Server;
let seen: IncomingMessage[];
let answers: Answer[];

const CLUSTERS: Answer = { status: 200, body: JSON.stringify({ clusterArns: ['arn:cluster'] }) };
const THROTTLED: Answer = {
  status: 400,
  body: JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' }),
};

beforeEach(async () => {
  seen = [];
  answers = [];
  server = createServer((request, response) => {
    seen.push(request);
    request.resume();
    const { status, body } = answers.shift() ?? CLUSTERS;
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function clients() {
  return awsClients({
    account: '111111111111',
    region: 'eu-west-1',
    variables: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'AKIDTARGET',
      AWS_SECRET_ACCESS_KEY: 'secret',
    },
  });
}

describe('clients', () => {
  it('go to the endpoint of the target as whom the target names, and leave the process alone', async () => {
    const ecs = await clients().ecs();
    const { clusterArns } = await ecs.listClusters({});

    expect(clusterArns).toEqual(['arn:cluster']);
    expect(seen[0]?.headers.authorization).toMatch(/Credential=AKIDTARGET\/\d{8}\/eu-west-1\/ecs\//);
    expect(process.env).not.toHaveProperty('AWS_ENDPOINT_URL');
    expect(process.env).not.toHaveProperty('AWS_ACCESS_KEY_ID');
  });

  it('are made once each', async () => {
    const { ecs, ssm } = clients();

    expect(await ecs()).toBe(await ecs());
    expect(await ssm()).not.toBe(await ecs());
  });

  it('try again when AWS is asked too often', async () => {
    answers = [THROTTLED];

    await (await clients().ecs()).listClusters({});

    expect(seen).toHaveLength(2);
  });

  it('name buckets in the path', async () => {
    answers = [{ status: 200, body: '' }];

    await (await clients().s3()).headObject({ Bucket: 'acme-releases', Key: 'v1.json' });

    expect(seen[0]?.url).toBe('/acme-releases/v1.json');
  });
});

import { randomBytes } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import type { ApiCall } from './api-service';
import { SampleGateway, sampleService, signed } from './sample-gateway';

jest.setTimeout(30_000);

const CREATE = 'AmazonEC2ContainerServiceV20141113.CreateCluster';
let sample: SampleGateway;

beforeEach(() => {
  sample = new SampleGateway();
});

afterEach(() => sample.stop());

const post = (headers: { [name: string]: string }, body = '{}', path = '/') =>
  fetch(`${sample.url}${path}`, { method: 'POST', headers, body });

describe('a call', () => {
  test('is answered by the first service that wants to', async () => {
    const calls: ApiCall[] = [];
    await sample.start([
      sampleService({}),
      sampleService({
        answer: async (call) => {
          calls.push(call);
          return { status: 201, headers: { 'x-by': 'ours' }, body: '{"made":true}' };
        },
      }),
      sampleService({ answer: async () => ({ status: 500, headers: {}, body: 'never asked' }) }),
    ]);
    const answer = await post(signed('ASIATWO', 'ecs', CREATE), '{"clusterName":"web"}');
    expect([answer.status, answer.headers.get('x-by'), await answer.text()]).toEqual([
      201,
      'ours',
      '{"made":true}',
    ]);
    expect(sample.seen).toEqual([]);
    expect(calls).toEqual([
      expect.objectContaining({
        account: '222222222222',
        principal: 'arn:aws:sts::222222222222:assumed-role/deployer/ASIATWO',
        region: 'eu-west-1',
        service: 'ecs',
        operation: 'CreateCluster',
        method: 'POST',
        path: '/',
        body: Buffer.from('{"clusterName":"web"}'),
      }),
    ]);
  });

  test('that nobody wants reaches moto as it was sent, and its answer comes back as it was given', async () => {
    sample.moto = (_, response) => {
      response.writeHead(418, { 'X-Amz-Odd': 'yes', 'Set-Cookie': ['a=1', 'b=2'] });
      response.end('<kept/>');
    };
    await sample.start([sampleService({})]);
    const answer = await post(
      { ...signed('ASIAONE', 's3'), 'x-mine': 'ü'.normalize('NFD')[0]! },
      'bytes',
      '/b/%20k?acl&x=%2F',
    );
    expect(answer.status).toBe(418);
    expect(answer.headers.get('x-amz-odd')).toBe('yes');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await answer.text()).toBe('<kept/>');
    expect(sample.seen).toEqual([
      expect.objectContaining({ method: 'POST', path: '/b/%20k?acl&x=%2F', body: Buffer.from('bytes') }),
    ]);
    expect(sample.seen[0]!.headers).toMatchObject({ host: `127.0.0.1:${sample.port}`, 'x-mine': 'u' });
  });

  test('is told to those who watch, in their order, before its client hears the answer', async () => {
    const order: string[] = [];
    const watch = (name: string, ms: number) =>
      sampleService({
        observe: async (call, { status, body }) => {
          await new Promise((resolve) => setTimeout(resolve, ms));
          order.push(`${name} ${call.account} ${call.operation} ${status} ${String(body)}`);
        },
      });
    sample.moto = (_, response) => response.end('done');
    await sample.start([watch('one', 30), watch('other', 0)]);
    await post(
      { ...signed('ASIAONE', 'rds'), 'content-type': 'application/x-www-form-urlencoded' },
      'Action=X',
    );
    expect(order).toEqual(['one 111111111111 X 200 done', 'other 111111111111 X 200 done']);
  });

  test('is answered although somebody who watches fails', async () => {
    const failing = sampleService({ observe: () => Promise.reject(new Error('broken')) });
    await sample.start([failing]);
    expect((await post(signed('ASIAONE', 'ssm', 'AmazonSSM.GetParameter'))).status).toBe(200);
    expect(sample.lines.join('\n')).toContain('After ssm GetParameter: Error: broken');
  });

  test.each([
    ['json', signed('ASIAONE', 'ecs', CREATE), '"__type":"InternalFailure"'],
    ['xml', signed('ASIAONE', 's3'), '<Code>InternalFailure</Code>'],
  ])('whose service fails is refused in its protocol: %s', async (_, headers, expected) => {
    await sample.start([sampleService({ answer: () => Promise.reject(new Error('broken')) })]);
    const answer = await post(headers);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain(expected);
  });

  test('is one line in the log', async () => {
    await sample.start();
    await post(signed('ASIAONE', 'ecs', CREATE));
    expect(sample.lines).toEqual([
      expect.stringMatching(/^\d{4}-[\d-]+T[\d:]+ 200 ecs CreateCluster \d+ ms$/),
    ]);
  });

  test('with a long answer leaves its client a moment to be done with the request', async () => {
    sample.moto = (_, response) => response.end('x'.repeat(8_192));
    await sample.start();
    const took: number[] = [];
    for (let count = 0; count < 20; count += 1) {
      const from = performance.now();
      await (await post(signed('ASIAONE', 'ecs', CREATE))).text();
      took.push(performance.now() - from);
    }
    // Timers may be early by what their clock leaves out.
    expect(Math.min(...took)).toBeGreaterThan(4);
  });

  test('without a key is moto’s alone', async () => {
    const asked = jest.fn(async () => undefined);
    await sample.start([sampleService({ answer: asked, observe: asked })]);
    await post({});
    expect(sample.seen).toHaveLength(1);
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('an access key', () => {
  test('is asked about once', async () => {
    await sample.start();
    await Promise.all([1, 2, 3].map(() => post(signed('ASIAONE', 'ecs', CREATE))));
    expect(sample.questions).toBe(1);
  });

  test.each([
    ['header', '/', signed('ASIAOLD', 's3')],
    ['address', '/b/k?X-Amz-Credential=ASIAOLD%2F20260101%2Feu-west-1%2Fs3%2Faws4_request', {}],
  ])('from before a reset is refused, in the %s', async (_, path, headers) => {
    const asked = jest.fn(async () => undefined);
    await sample.start([sampleService({ answer: asked })]);
    const answer = await post(headers, 'x', path);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toBe(
      '<Error><Code>ExpiredToken</Code><Message>make new ones</Message></Error>',
    );
    expect(asked).not.toHaveBeenCalled();
    expect(sample.seen).toEqual([]);
  });
});

describe('a registry of another account', () => {
  const put = (registryId: string) =>
    post(
      signed('ASIAONE', 'ecr', 'AmazonEC2ContainerRegistry_V20150921.PutImage'),
      JSON.stringify({ registryId, repositoryName: 'acme' }),
    );

  test('is used with credentials of that account', async () => {
    const accounts: string[] = [];
    await sample.start([sampleService({ observe: async ({ account }) => void accounts.push(account) })]);
    await put('222222222222');
    expect(sample.seen[0]!.headers).toMatchObject({
      authorization: expect.stringContaining('Credential=ASIA222222222222/20260101/eu-west-1/ecr/'),
      'x-amz-security-token': 'of 222222222222',
    });
    expect(accounts).toEqual(['222222222222']);
  });

  test('that is the caller’s own changes nothing', async () => {
    await sample.start();
    await put('111111111111');
    expect(sample.seen[0]!.headers.authorization).toContain('Credential=ASIAONE/');
  });
});

describe('bodies', () => {
  test('of many megabytes come and go whole', async () => {
    const sent = randomBytes(8 * 1024 * 1024);
    sample.moto = ({ body }, response) => response.end(body);
    await sample.start();
    const answer = await fetch(`${sample.url}/b/k`, {
      method: 'PUT',
      headers: signed('ASIAONE', 's3'),
      body: sent,
    });
    expect(sent.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
  });

  test('that come in pieces, after a word to go on, reach moto with their length', async () => {
    await sample.start();
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sending = request(
        `${sample.url}/b/k`,
        {
          method: 'PUT',
          headers: { ...signed('ASIAONE', 's3'), expect: '100-continue', 'transfer-encoding': 'chunked' },
        },
        resolve,
      );
      sending.on('error', reject);
      sending.on('continue', () => {
        sending.write('one ');
        sending.end('two');
      });
      sending.flushHeaders();
    });
    answer.resume();
    expect(String(sample.seen[0]!.body)).toBe('one two');
    expect(sample.seen[0]!.headers).toMatchObject({ 'content-length': '7' });
    expect(sample.seen[0]!.headers).not.toHaveProperty('expect');
  });

  test('of HEAD are not there, but their length is', async () => {
    sample.moto = (_, response) => {
      response.writeHead(200, { 'Content-Length': '4096', ETag: '"x"' });
      response.end();
    };
    await sample.start();
    const answer = await fetch(`${sample.url}/b/k`, { method: 'HEAD', headers: signed('ASIAONE', 's3') });
    expect(answer.headers.get('content-length')).toBe('4096');
    expect(await answer.text()).toBe('');
  });
});

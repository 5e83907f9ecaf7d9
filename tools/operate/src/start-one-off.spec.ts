import { createServer, type AddressInfo } from 'node:net';
import { awsClients } from '@slipway/tool-aws';
import { oneOffRequest, startOneOff } from './one-off';
import { SAMPLE_SERVICE as SERVICE, sampleEcs, sampleOpenEnvironment } from './sample-environment';

test('the request is the live release with another command', () => {
  expect(oneOffRequest('acme-staging', SERVICE, ['node', 'a b.js'])).toEqual({
    count: 1,
    enableExecuteCommand: true,
    propagateTags: 'TASK_DEFINITION',
    cluster: 'acme-staging',
    taskDefinition: 'acme-staging-web:4',
    launchType: 'FARGATE',
    networkConfiguration: SERVICE.networkConfiguration,
    startedBy: 'slipway-run',
    overrides: { containerOverrides: [{ name: 'web', command: ['node', 'a b.js'] }] },
  });
});

it('runs where the service does: on its capacity providers, or its launch type', () => {
  const capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
  const onSpot = oneOffRequest('acme', { ...SERVICE, launchType: 'EC2', capacityProviderStrategy }, ['x']);

  expect(onSpot).toMatchObject({ capacityProviderStrategy });
  expect(onSpot).not.toHaveProperty('launchType');
  const platform = {
    launchType: 'EXTERNAL' as const,
    capacityProviderStrategy: [],
    platformVersion: '1.4.0',
  };
  const external = oneOffRequest('acme', { ...SERVICE, ...platform }, ['x']);
  expect(external).toMatchObject({ launchType: 'EXTERNAL', platformVersion: '1.4.0' });
  expect(external).not.toHaveProperty('capacityProviderStrategy');
});

it('runs once, although the answer of ECS is lost', async () => {
  const bodies: { readonly clientToken?: string }[] = [];
  const server = createServer((socket) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
      const body = /\{.*\}$/s.exec(text)?.[0];
      if (body === undefined) return;
      text = '';
      bodies.push(JSON.parse(body) as { clientToken?: string });
      if (bodies.length === 1) return void socket.destroy();
      const answer = JSON.stringify({ tasks: [{ taskArn: 'arn:task/acme-staging/abc' }] });
      socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: ${answer.length}\r\n\r\n${answer}`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const variables = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  try {
    const ecs = await awsClients({ account: '111111111111', region: 'eu-west-1', variables }).ecs();
    const { environment } = sampleOpenEnvironment({});
    const runTask = ecs.runTask.bind(ecs);
    const clients = { ecs: () => Promise.resolve(sampleEcs({ runTask })) } as never;

    await expect(startOneOff({ environment, clients }, { command: ['x'] })).resolves.toBe('abc');
  } finally {
    server.close();
  }
  const [first, second, ...more] = bodies.map(({ clientToken }) => clientToken);
  expect(first).toMatch(/^[\w-]{36}$/);
  expect(second).toBe(first);
  expect(more).toEqual([]);
});

it('two commands are two to ECS', async () => {
  const runTask = jest.fn().mockReturnValue({ tasks: [{ taskArn: 'a/b/c' }] });
  const place = sampleOpenEnvironment({
    ecs: sampleEcs({ runTask }),
  });
  await startOneOff(place, { command: ['x'] });
  await startOneOff(place, { command: ['x'] });
  const tokens = runTask.mock.calls.map(([{ clientToken }]: [{ clientToken?: string }]) => clientToken);

  expect(new Set(tokens).size).toBe(2);
});

describe('a command that is too long for ECS', () => {
  /** With `{"containerOverrides":[{"name":"web","command":["…"]}]}` around it. */
  const LONGEST = 8192 - JSON.stringify(oneOffRequest('acme', SERVICE, ['']).overrides).length;
  const placeOf = (runTask: jest.Mock) => sampleOpenEnvironment({ ecs: sampleEcs({ runTask }) });

  it('is not sent, and told by how much and what else to do', async () => {
    const runTask = jest.fn();
    const start = startOneOff(placeOf(runTask), { command: ['x'.repeat(LONGEST + 3)] });

    await expect(start).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(
        /^The command is 3 characters too long: ECS takes 8,192.*Nothing was started\.\n.*npx slipway shell \S+$/,
      ),
    });
    expect(runTask).not.toHaveBeenCalled();
  });

  it('is one of more than 8,192 characters', async () => {
    const runTask = jest.fn(async () => ({ tasks: [{ taskArn: 'arn:task/acme-staging/abc' }] }));
    const start = startOneOff(placeOf(runTask), { command: ['x'.repeat(LONGEST)] });

    await expect(start).resolves.toBe('abc');
  });
});

it('a command that ECS refuses to start is told in its words', async () => {
  const ecs = sampleEcs({ runTask: () => Promise.resolve({ failures: [{ reason: 'RESOURCE:ENI' }] }) });

  await expect(startOneOff(sampleOpenEnvironment({ ecs }), { command: ['x'] })).rejects.toThrow(
    'RESOURCE:ENI',
  );
  const several = [{ reason: 'AGENT', detail: 'lost' }, { reason: 'MEMORY' }];
  const both = { ...ecs, runTask: () => ({ failures: several }) };
  await expect(startOneOff(sampleOpenEnvironment({ ecs: both }), { command: ['x'] })).rejects.toThrow(
    'ECS did not start the command: AGENT: lost; MEMORY. Nothing runs.',
  );
  const silent = { ...ecs, runTask: () => ({}) };
  await expect(startOneOff(sampleOpenEnvironment({ ecs: silent }), { command: ['x'] })).rejects.toThrow(
    'it does not say why',
  );
});

it('a command in what another tool deregistered is told with what puts it back', async () => {
  const failing = (message: string) =>
    startOneOff(
      sampleOpenEnvironment({
        ecs: sampleEcs({
          runTask: () => Promise.reject(Object.assign(new Error(message), { name: 'ClientException' })),
        }),
      }),
      { command: ['x'] },
    );

  await expect(failing('TaskDefinition is inactive')).rejects.toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(
      /^acme-staging-web:4, which web of "staging" runs, was deregistered .*Nothing was started\.\n.*npx slipway status staging$/,
    ),
  });
  await expect(failing('No Container Instances were found')).rejects.toMatchObject({
    name: 'ClientException',
  });
});

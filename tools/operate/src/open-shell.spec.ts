import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { psql } from './psql';
import { sampleOpenEnvironment } from './sample-environment';
import { openShell } from './shell';

const ARN = 'arn:aws:ecs:eu-west-1:111111111111:task/acme-staging/0123';
const KEY = 'arn:aws:kms:eu-west-1:111111111111:key/1';
const TASK = {
  taskArn: ARN,
  lastStatus: 'RUNNING',
  startedAt: new Date(1000),
  enableExecuteCommand: true,
  taskDefinitionArn: 'arn:definition:4',
  containers: [
    {
      name: 'web',
      runtimeId: 'runtime-1',
      managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }],
    },
  ],
};
const SESSION = { sessionId: 's-1', streamUrl: 'ws://127.0.0.1:1', tokenValue: 'token-1' };

/** An environment whose service runs one task, with everything that a session needs. */
function place(answers: { readonly ecs?: object; readonly rds?: object; readonly ssm?: object } = {}) {
  const ecs = {
    describeServices: () => ({
      services: [{ status: 'ACTIVE', taskDefinition: 'acme-staging-web:4', enableExecuteCommand: true }],
    }),
    listTasks: () => ({ taskArns: [ARN] }),
    describeTasks: () => ({ tasks: [TASK] }),
    describeTaskDefinition: () => ({
      taskDefinition: { taskRoleArn: 'arn:role', containerDefinitions: [{ name: 'web' }] },
    }),
    describeClusters: () => ({
      clusters: [{ configuration: { executeCommandConfiguration: { kmsKeyId: KEY } } }],
    }),
    ...answers.ecs,
  };
  const secrets = { getSecretValue: () => ({ SecretString: '{"username":"chief","password":"hunter2"}' }) };
  const target = { account: '111111111111', region: 'eu-west-1' };
  return { ...sampleOpenEnvironment({ ...answers, ecs, secrets }), target };
}

let bin: string;
const path = process.env.PATH;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'slipway-shell-'));
  process.env.PATH = `${bin}:/usr/bin:/bin`;
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(bin, { recursive: true, force: true });
});

function program(name: string, text: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(bin, name), 0o755);
}
/** Resolves when a process has ended; else the test runs out of time. */
async function untilGone(pid: number): Promise<void> {
  const isThere = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  while (isThere()) await sleep(20);
}
const noted = (name: string) => readFileSync(join(bin, name), 'utf8');

describe('a shell', () => {
  const terminal = {
    size: () => ({ columns: 80, rows: 24 }),
    setRawMode: () => undefined,
    onResize: () => () => undefined,
  };
  const streams = (more: object = {}) => ({ stdin: new PassThrough(), stdout: new PassThrough(), ...more });

  it.each([
    [undefined, '/bin/sh'],
    [['node', '-e', 'a b'], "node -e 'a b'"],
  ])('asks ECS for one session, in the container of the newest task: %j', async (command, text) => {
    const executeCommand = jest.fn().mockReturnValue({ session: SESSION });

    await expect(
      openShell(place({ ecs: { executeCommand } }), { command, streams: streams() }),
    ).rejects.toThrow('The session with the container failed');
    expect(executeCommand.mock.calls).toEqual([
      [{ cluster: 'acme-staging', task: ARN, container: 'web', command: text, interactive: true }],
    ]);
  });

  it('that is encrypted is opened by the plugin, where somebody sits at a terminal', async () => {
    program('session-manager-plugin', `printf '%s\\n' "$@" > '${bin}/seen'`);
    const executeCommand = () => ({ session: SESSION });
    await openShell(place({ ecs: { executeCommand } }), { streams: streams({ terminal }) });

    expect(noted('seen')).toContain('{"Target":"ecs:acme-staging_0123_runtime-1"}');
  });

  it.each([
    ['without a key', { describeClusters: () => ({}) }, { terminal }],
    ['without a terminal', {}, {}],
  ])('%s is opened without the plugin', async (_, ecs, more) => {
    program('session-manager-plugin', `touch '${bin}/seen'`);
    const executeCommand = () => ({ session: SESSION });
    const opened = openShell(place({ ecs: { ...ecs, executeCommand } }), { streams: streams(more) });

    await expect(opened).rejects.toThrow('The session with the container failed');
    expect(existsSync(join(bin, 'seen'))).toBe(false);
  });

  it.each(['TargetNotConnectedException', 'InvalidParameterException'])(
    'in a task that is gone by then (%s) is refused in words',
    async (name) => {
      const executeCommand = () => Promise.reject(Object.assign(new Error('AWS said so'), { name }));

      await expect(
        openShell(place({ ecs: { executeCommand } }), { streams: streams() }),
      ).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(
          /^The shell in task 0123 of web did not open: .*Nothing was opened\.\n.*npx slipway doctor staging\nAWS said: AWS said so$/s,
        ),
      });
    },
  );

  it('that AWS refuses otherwise is told as it is', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    const executeCommand = () => Promise.reject(denied);

    await expect(openShell(place({ ecs: { executeCommand } }), { streams: streams() })).rejects.toBe(denied);
  });

  it('in a service whose tasks are all gone by then is refused', async () => {
    const executeCommand = jest.fn();
    const describeTasks = () => ({ tasks: [], failures: [{ reason: 'MISSING' }] });

    await expect(
      openShell(place({ ecs: { executeCommand, describeTasks } }), { streams: streams() }),
    ).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('npx slipway ps staging') });
    expect(executeCommand).not.toHaveBeenCalled();
  });
});

describe('psql', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  const listen = async (port: number) => {
    const server = createServer((socket) => void socket.on('error', () => undefined).end());
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.address() as { readonly port: number }).port;
  };
  const rds = (port: number) => ({
    describeDBInstances: () => ({
      DBInstances: [
        {
          Endpoint: { Address: '127.0.0.1', Port: port },
          DBName: 'app',
          MasterUserSecret: { SecretArn: 'arn' },
        },
      ],
    }),
  });
  const noting = `printf '%s ' "$@" "$PGHOST" "$PGPORT" "$PGUSER" "$PGPASSWORD" > '${'$0'}.seen'; exit 5`;

  it('goes straight to a database that is reached, and ends with its code', async () => {
    program('psql', noting.replace('$0', join(bin, 'psql')));
    const port = await listen(0);
    const startSession = jest.fn();
    const notes: string[] = [];

    expect(
      await psql(place({ rds: rds(port), ssm: { startSession } }), ['-l'], (text) => notes.push(text)),
    ).toBe(5);
    expect(noted('psql.seen')).toBe(`-l 127.0.0.1 ${port} chief hunter2 `);
    expect(startSession).not.toHaveBeenCalled();
    expect(notes).toEqual([]);
  });

  it('goes through a task to one that is not, and closes the tunnel', async () => {
    const untilOpen = `while [ ! -s '${bin}/plugin.pid' ]; do sleep 0.02; done`;
    program('psql', `${untilOpen}; ${noting.replace('$0', join(bin, 'psql'))}`);
    program('session-manager-plugin', `echo $$ > '${bin}/plugin.pid'; exec sleep 60`);
    const startSession = jest.fn(async ({ Parameters }: { Parameters: { localPortNumber: string[] } }) => {
      await listen(Number(Parameters.localPortNumber[0]));
      return { SessionId: 's-1', StreamUrl: 'wss://ssm', TokenValue: 'token-1' };
    });
    const notes: string[] = [];

    expect(await psql(place({ rds: rds(1), ssm: { startSession } }), [], (text) => notes.push(text))).toBe(5);
    const [{ Target, DocumentName, Parameters }] = startSession.mock.calls[0] as unknown as [
      { Target: string; DocumentName: string; Parameters: { [name: string]: string[] } },
    ];
    expect({ Target, DocumentName }).toEqual({
      Target: 'ecs:acme-staging_0123_runtime-1',
      DocumentName: 'AWS-StartPortForwardingSessionToRemoteHost',
    });
    expect(Parameters).toMatchObject({ host: ['127.0.0.1'], portNumber: ['1'] });
    expect(noted('psql.seen')).toBe(`127.0.0.1 ${Parameters.localPortNumber?.[0]} chief hunter2 `);
    await untilGone(Number(noted('plugin.pid')));
    expect(notes).toEqual(['Opening a tunnel through a task…']);
  });

  it('that is not installed says how to get it, and what else there is', async () => {
    process.env.PATH = bin;
    const port = await listen(0);

    await expect(psql(place({ rds: rds(port) }), [], () => undefined)).rejects.toMatchObject({
      kind: 'toolMissing',
      message: expect.stringMatching(/^psql is not installed\. .*npx slipway db tunnel staging$/s),
    });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserCommand } from './browser';
import { psqlProgram } from './psql';
import { sampleOpenEnvironment } from './sample-environment';
import { commandLine } from './shell';
import { readShellTarget } from './shell-target';
import { forwardingRequest, openTunnel } from './tunnel';

const ARN = 'arn:aws:ecs:eu-west-1:111111111111:task/acme-staging/0123';
const TASK = {
  taskArn: ARN,
  lastStatus: 'RUNNING',
  startedAt: new Date(1000),
  enableExecuteCommand: true,
  containers: [
    {
      name: 'web',
      runtimeId: 'runtime-1',
      managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }],
    },
  ],
};
const SERVICE = { status: 'ACTIVE', taskDefinition: 'acme-staging-web:4', enableExecuteCommand: true };

function open(tasks: readonly object[], ssm: object = {}) {
  const ecs = {
    describeServices: () => Promise.resolve({ services: [SERVICE] }),
    listTasks: () => Promise.resolve({ taskArns: tasks.map(() => ARN) }),
    describeTasks: () => Promise.resolve({ tasks }),
    describeTaskDefinition: () =>
      Promise.resolve({
        taskDefinition: { taskRoleArn: 'arn:role', containerDefinitions: [{ name: 'web' }] },
      }),
    describeClusters: () => Promise.resolve({ clusters: [] }),
  };
  return { ...sampleOpenEnvironment({ ecs, ssm }), target: { account: '111111111111', region: 'eu-west-1' } };
}

describe('the container of a shell', () => {
  it('is in the newest task that runs', async () => {
    const older = { ...TASK, taskArn: `${ARN}-older`, startedAt: new Date(1) };
    const starting = {
      ...TASK,
      taskArn: `${ARN}-starting`,
      lastStatus: 'PENDING',
      startedAt: new Date(9000),
    };

    expect(await readShellTarget(open([TASK, older, starting]))).toMatchObject({
      cluster: 'acme-staging',
      taskArn: ARN,
      container: 'web',
      runtimeId: 'runtime-1',
    });
  });

  it('is refused with what is in the way', async () => {
    await expect(readShellTarget(open([{ ...TASK, enableExecuteCommand: false }]))).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('Nothing was opened.'),
    });
  });

  it('needs a task', async () => {
    await expect(readShellTarget(open([]))).rejects.toThrow('npx slipway ps staging');
  });
});

it('a command is one text that falls into the same words again', () => {
  expect(commandLine(['node', '-e', 'f("a b")', "it's", '$HOME', ''])).toBe(
    `node -e 'f("a b")' 'it'"'"'s' '$HOME' ''`,
  );
});

describe('a tunnel', () => {
  const forwarding = { host: 'db.example', port: 5432, localPort: 6000 };
  let bin: string;
  beforeEach(() => (bin = mkdtempSync(join(tmpdir(), 'plugin-'))));
  afterEach(() => rmSync(bin, { recursive: true, force: true }));

  it('is a session to the database through a task', () => {
    const target = { cluster: 'acme-staging', taskArn: ARN, container: 'web', runtimeId: 'runtime-1' };

    expect(forwardingRequest(target, forwarding)).toEqual({
      Target: 'ecs:acme-staging_0123_runtime-1',
      DocumentName: 'AWS-StartPortForwardingSessionToRemoteHost',
      Parameters: { host: ['db.example'], portNumber: ['5432'], localPortNumber: ['6000'] },
    });
  });

  it('is carried by the plugin, which gets the token by no word of its command line', async () => {
    writeFileSync(join(bin, 'session-manager-plugin'), '', { mode: 0o755 });
    const startSession = () =>
      Promise.resolve({ SessionId: 's-1', StreamUrl: 'wss://ssm', TokenValue: 'token-1' });

    const { argv, env } = await openTunnel(open([TASK], { startSession }), forwarding, bin);

    expect(argv[0]).toBe(join(bin, 'session-manager-plugin'));
    expect(argv.join(' ')).not.toContain('token-1');
    expect(JSON.stringify(env)).toContain('token-1');
  });

  it('says how to get the plugin', async () => {
    await expect(openTunnel(open([TASK]), forwarding, bin)).rejects.toMatchObject({
      kind: 'toolMissing',
      message: expect.stringContaining('session-manager-working-with-install-plugin'),
    });
  });
});

it('psql gets the password by no word of its command line', () => {
  const access = { host: 'db', port: 5432, database: 'app', user: 'admin', password: 'hunter2' };
  const { argv, env } = psqlProgram(access, '127.0.0.1', 6000, ['-c', 'select 1']);

  expect(argv).toEqual(['psql', '-c', 'select 1']);
  expect(env).toMatchObject({ PGPASSWORD: 'hunter2', PGPORT: '6000' });
});

describe('the browser', () => {
  it.each([
    ['darwin', ['open', 'https://a?b&c']],
    ['linux', ['xdg-open', 'https://a?b&c']],
    ['win32', ['cmd', '/c', 'start', '""', 'https://a?b^&c']],
  ] as const)('is opened on %s', (platform, command) =>
    expect(browserCommand(platform, 'https://a?b&c')).toEqual(command),
  );
});

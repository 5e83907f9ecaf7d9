import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { browserCommand, openInBrowser } from './browser';
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

function open(tasks: readonly object[], ssm: object = {}, more: object = {}) {
  const ecs = {
    describeServices: () => Promise.resolve({ services: [SERVICE] }),
    listTasks: () => Promise.resolve({ taskArns: tasks.map(() => ARN) }),
    describeTasks: () => Promise.resolve({ tasks }),
    describeTaskDefinition: () =>
      Promise.resolve({
        taskDefinition: { taskRoleArn: 'arn:role', containerDefinitions: [{ name: 'web' }] },
      }),
    describeClusters: () => Promise.resolve({ clusters: [] }),
    ...more,
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
    await expect(readShellTarget(open([]))).rejects.toThrow(
      'No task of web runs in "staging". See why: npx slipway ps staging',
    );
  });

  it.each([
    [
      'shells are off',
      {},
      { describeServices: () => ({ services: [{ ...SERVICE, enableExecuteCommand: false }] }) },
      'Shells are off for web',
    ],
    [
      'its agent has stopped',
      { managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'STOPPED', reason: 'out of memory' }] },
      {},
      'is STOPPED: out of memory',
    ],
    [
      'it has no agent but another',
      { managedAgents: [{ name: 'Other', lastStatus: 'RUNNING' }] },
      {},
      'is not there',
    ],
    ['it has no role', {}, { describeTaskDefinition: () => ({ taskDefinition: {} }) }, 'has no task role'],
    [
      'nothing can be written where the agent needs it',
      {},
      {
        describeTaskDefinition: () => ({
          taskDefinition: {
            taskRoleArn: 'arn:role',
            containerDefinitions: [
              { name: 'proxy', readonlyRootFilesystem: false },
              {
                name: 'web',
                readonlyRootFilesystem: true,
                mountPoints: [
                  { containerPath: '/managed-agents' },
                  { containerPath: '/var/lib/amazon/ssm', readOnly: true },
                  {},
                ],
              },
            ],
          },
        }),
      },
      'mounted at /var/lib/amazon/ssm, /var/log/amazon/ssm, where',
    ],
  ])('is refused where %s', async (_, container, ecs, words) => {
    const task = { ...TASK, containers: [{ name: 'proxy' }, { ...TASK.containers[0], ...container }] };

    await expect(readShellTarget(open([task], {}, ecs))).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/\nNothing was opened\.$/),
    });
    await expect(readShellTarget(open([task], {}, ecs))).rejects.toThrow(words);
  });

  it('is asked for among the tasks that run, with the key of the cluster’s sessions', async () => {
    const listTasks = jest.fn().mockReturnValue({ taskArns: [ARN] });
    const executeCommandConfiguration = { kmsKeyId: 'arn:key' };
    const describeClusters = jest.fn().mockReturnValue({
      clusters: [{ configuration: { executeCommandConfiguration } }],
    });

    expect(await readShellTarget(open([TASK], {}, { listTasks, describeClusters }))).toMatchObject({
      kmsKeyId: 'arn:key',
    });
    expect(listTasks.mock.calls).toEqual([
      [{ cluster: 'acme-staging', serviceName: 'web', desiredStatus: 'RUNNING' }],
    ]);
    expect(describeClusters.mock.calls).toEqual([
      [{ clusters: ['acme-staging'], include: ['CONFIGURATIONS'] }],
    ]);
  });

  it('is not there before the first release', async () => {
    const template = { ...SERVICE, taskDefinition: 'acme-staging-web-template:4' };
    const describeServices = () => ({ services: [template] });

    await expect(readShellTarget(open([TASK], {}, { describeServices }))).rejects.toMatchObject({
      kind: 'refused',
      message:
        'Nothing has been released to web of "staging" yet, so there is no task to work with. Nothing was changed.\nRelease it first: npx slipway release staging',
    });
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

  describe('of this machine', () => {
    let bin: string;
    beforeEach(() => {
      bin = mkdtempSync(join(tmpdir(), 'browser-'));
    });
    afterEach(() => {
      rmSync(bin, { recursive: true, force: true });
    });

    it('is handed the address', async () => {
      writeFileSync(
        join(bin, 'xdg-open'),
        `#!/bin/sh\necho "$@" > '${bin}/new'; /bin/mv '${bin}/new' '${bin}/seen'`,
        {
          mode: 0o755,
        },
      );

      expect(await openInBrowser('https://a?b&c', { platform: 'linux', env: { PATH: bin } })).toBe(true);
      while (!existsSync(join(bin, 'seen'))) await sleep(20);
      expect(readFileSync(join(bin, 'seen'), 'utf8')).toBe('https://a?b&c\n');
    });

    it('that is not there is no error', async () => {
      expect(await openInBrowser('https://a?b&c', { platform: 'linux', env: { PATH: bin } })).toBe(false);
    });
  });
});

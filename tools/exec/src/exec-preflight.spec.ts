import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AGENT_PATHS, execPreflight, type ExecFacts } from './exec-preflight';

const READY: ExecFacts = {
  service: 'web',
  serviceEnabled: true,
  taskId: 'abc',
  taskEnabled: true,
  taskStatus: 'RUNNING',
  container: 'web',
  agentStatus: 'RUNNING',
  taskRolePresent: true,
  readonlyRoot: true,
  mountPaths: ['/managed-agents', '/var/lib/amazon', '/var/log/amazon/ssm', '/tmp'],
  pluginPresent: false,
};

test('nothing is missing', () => expect(execPreflight(READY)).toEqual([]));

// Tools cannot import the platform's constructs; its source is what both are held against.
test('the volumes that the platform mounts are enough', () => {
  const source = readFileSync(join(__dirname, '../../../libs/compute/src/container-definition.ts'), 'utf8');
  const [, volumes = ''] = /EXEC_VOLUMES = \{([^}]*)\}/.exec(source) ?? [];
  const mounted = [...volumes.matchAll(/: '(.*)',/g)].map(([, path]) => path);

  expect(mounted).toEqual(AGENT_PATHS);
});

test.each<[Partial<ExecFacts>, string[]]>([
  [{ serviceEnabled: false, taskEnabled: false }, ['Shells are off for web']],
  [{ taskEnabled: false }, ['Task abc began before shells were turned on']],
  [{ serviceEnabled: undefined }, []],
  [{ taskStatus: 'STOPPED' }, ['Task abc is STOPPED']],
  [{ taskRolePresent: false }, ['has no task role']],
  [
    { mountPaths: ['/managed-agents', '/var/log/amazon/'] },
    ['nothing writable is mounted at /var/lib/amazon/ssm, where'],
  ],
  [
    { mountPaths: ['/managed-agents', '/var/libx'] },
    ['mounted at /var/lib/amazon/ssm, /var/log/amazon/ssm, where'],
  ],
  [{ mountPaths: ['/var', '/managed-agents'] }, []],
  [{ mountPaths: [], readonlyRoot: false }, []],
  [{ agentStatus: 'PENDING' }, ['still starting']],
  [
    { agentStatus: 'STOPPED', agentReason: 'Received Container Stopped event.' },
    ['is STOPPED: Received Container Stopped event. AWS'],
  ],
  [{ agentStatus: undefined }, ['is not there. AWS']],
  [{ kmsKeyId: 'key' }, ['encrypted with a KMS key']],
  [{ kmsKeyId: 'key', pluginPresent: true }, []],
  [
    { taskRolePresent: false, agentStatus: 'STOPPED', kmsKeyId: 'key' },
    ['has no task role', 'encrypted with a KMS key'],
  ],
])('%j', (facts, expected) => {
  const found = execPreflight({ ...READY, ...facts });
  expect(found).toEqual(expected.map((part) => expect.stringContaining(part)));
});

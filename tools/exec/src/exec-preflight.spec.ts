import { execPreflight, type ExecFacts } from './exec-preflight';

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
  mountPaths: ['/var/lib/amazon', '/var/log/amazon', '/tmp'],
  pluginPresent: false,
};

test('nothing is missing', () => expect(execPreflight(READY)).toEqual([]));

test.each<[Partial<ExecFacts>, string[]]>([
  [{ serviceEnabled: false, taskEnabled: false }, ['Shells are off for web']],
  [{ taskEnabled: false }, ['Task abc began before shells were turned on']],
  [{ serviceEnabled: undefined }, []],
  [{ taskStatus: 'STOPPED' }, ['Task abc is STOPPED']],
  [{ taskRolePresent: false }, ['has no task role']],
  [{ mountPaths: ['/var/log/amazon/'] }, ['nothing writable is mounted at /var/lib/amazon, where']],
  [{ mountPaths: ['/var/libx'] }, ['/var/lib/amazon and /var/log/amazon']],
  [{ mountPaths: ['/var'] }, []],
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

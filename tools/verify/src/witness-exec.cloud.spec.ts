import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { execTarget, runSession, type SessionAddress } from '@slipway/tool-exec';
import { WitnessStage } from './witness-stage';

const stage = new WitnessStage();
let task: string;

beforeAll(async () => {
  await stage.start();
  await stage.define('web');
  task = await stage.run('web', { enableExecuteCommand: true });
  await stage.aws(`ecs wait tasks-running --cluster acme --tasks ${task}`);
});

afterAll(() => stage.remove());

/** What comes out when these lines are typed. */
async function typed(address: SessionAddress, lines: string): Promise<string> {
  const stdout = new PassThrough();
  await runSession(address, { stdin: Readable.from([lines]), stdout });
  return String(stdout.read());
}

test('our own client opens a shell, which runs in the task and has its secret', async () => {
  const { session } = await stage.ecs.executeCommand({
    cluster: 'acme',
    task,
    container: 'web',
    command: '/bin/sh',
    interactive: true,
  });
  const { streamUrl = '', tokenValue = '' } = session ?? {};
  const output = await typed({ streamUrl, tokenValue }, 'echo "$((6 * 7)): $GREETING"\nls\n');
  expect(output).toContain('42: good morning');
  expect(output).toContain('server.js');
});

test('without AWS’s plugin the command line itself refuses', async () => {
  const command = `ecs execute-command --cluster acme --task ${task} --interactive --command env`;
  const { code, output } = await stage.awsRan(command, [], { PATH: stage.folder('empty') });
  expect(code).not.toBe(0);
  expect(output).toContain('SessionManagerPlugin is not found');
});

test('the plugin is handed a session that can be had, and the target that it is of', async () => {
  const folder = stage.folder('plugin');
  const [plugin, record] = [join(folder, 'session-manager-plugin'), join(folder, 'arguments')];
  // The command line first sees whether it is there at all, without arguments.
  writeFileSync(plugin, `#!/bin/sh\n[ $# -eq 0 ] || printf '%s\\n' "$@" > '${record}'\n`);
  chmodSync(plugin, 0o755);
  const command = `ecs execute-command --cluster acme --task ${task} --interactive --command`;
  const { code, output } = await stage.awsRan(command, ['/bin/sh -c "echo $GREETING"'], {
    PATH: [folder, process.env.PATH].join(delimiter),
  });
  expect({ code, output }).toMatchObject({ code: 0 });

  const [session = '', region, operation, , parameters = ''] = readFileSync(record, 'utf8').split('\n');
  expect([region, operation]).toEqual(['eu-west-1', 'StartSession']);
  const { tasks } = await stage.aws<{ tasks: { containers: { runtimeId: string }[] }[] }>(
    `ecs describe-tasks --cluster acme --tasks ${task}`,
  );
  const runtimeId = tasks[0]?.containers[0]?.runtimeId ?? '';
  expect(JSON.parse(parameters)).toEqual({ Target: execTarget(task, runtimeId) });
  expect(await typed(JSON.parse(session) as SessionAddress, '')).toContain('good morning');
});

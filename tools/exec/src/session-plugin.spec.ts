import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execTarget, findSessionPlugin, sessionPluginCommand } from './session-plugin';

const TASK = 'arn:aws:ecs:eu-west-1:222222222222:task/acme-staging/0123456789abcdef0123456789abcdef';
const SESSION = {
  sessionId: 'ecs-execute-command-1',
  streamUrl: 'wss://stream',
  tokenValue: 'secret',
  region: 'eu-west-1',
  target: execTarget(TASK, '0123456789abcdef0123456789abcdef-1'),
};

test('the target is the container', () => {
  expect(SESSION.target).toBe(
    'ecs:acme-staging_0123456789abcdef0123456789abcdef_0123456789abcdef0123456789abcdef-1',
  );
});

test('the plugin is started as AWS starts it, its token in no command line', () => {
  const { argv, env } = sessionPluginCommand('/bin/session-manager-plugin', { ...SESSION, profile: 'prod' });
  expect(argv).toEqual([
    '/bin/session-manager-plugin',
    'AWS_SSM_START_SESSION_RESPONSE',
    'eu-west-1',
    'StartSession',
    'prod',
    JSON.stringify({ Target: SESSION.target }),
    'https://ssm.eu-west-1.amazonaws.com',
  ]);
  expect(argv.join(' ')).not.toContain('secret');
  expect(JSON.parse(env.AWS_SSM_START_SESSION_RESPONSE!)).toEqual({
    SessionId: 'ecs-execute-command-1',
    StreamUrl: 'wss://stream',
    TokenValue: 'secret',
  });
});

test('it is looked for on the PATH', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-plugin-'));
  const file = join(folder, 'session-manager-plugin');
  writeFileSync(file, '');
  expect(findSessionPlugin(`/nowhere:${folder}`)).toBeUndefined();
  chmodSync(file, 0o755);
  expect(findSessionPlugin(`/nowhere:${folder}`)).toBe(file);
  expect(findSessionPlugin(undefined)).toBeUndefined();
  rmSync(folder, { recursive: true });
});

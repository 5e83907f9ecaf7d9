import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pluginCall, runAtTerminal } from './plugin';

const ARN = 'arn:aws:ecs:eu-west-1:111111111111:task/acme-staging/0123';
const TARGET = { cluster: 'acme-staging', taskArn: ARN, container: 'web', runtimeId: 'runtime-1' };
const SESSION = { sessionId: 's-1', streamUrl: 'wss://ssm', tokenValue: 'token-1' };
const AWS = { account: '111111111111', region: 'eu-west-1' };

let bin: string;
const caller = process.env.AWS_PROFILE;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'slipway-plugin-'));
  process.env.AWS_PROFILE = 'of-the-caller';
});
afterEach(() => {
  rmSync(bin, { recursive: true, force: true });
  if (caller === undefined) delete process.env.AWS_PROFILE;
  else process.env.AWS_PROFILE = caller;
});

describe('the plugin', () => {
  it('is told session, region and target', () => {
    expect(pluginCall('/bin/plugin', SESSION, TARGET, AWS)).toEqual({
      argv: [
        '/bin/plugin',
        'AWS_SSM_START_SESSION_RESPONSE',
        'eu-west-1',
        'StartSession',
        'of-the-caller',
        '{"Target":"ecs:acme-staging_0123_runtime-1"}',
        'https://ssm.eu-west-1.amazonaws.com',
      ],
      env: {
        AWS_SSM_START_SESSION_RESPONSE: '{"SessionId":"s-1","StreamUrl":"wss://ssm","TokenValue":"token-1"}',
      },
    });
  });

  it.each<[{ AWS_PROFILE?: string; AWS_ENDPOINT_URL?: string }, string]>([
    [{ AWS_PROFILE: 'of-staging' }, 'of-staging'],
    [{ AWS_PROFILE: undefined, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, ''],
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, 'of-the-caller'],
  ])('goes by the profile of the environment: %j', (variables, profile) => {
    const { argv } = pluginCall('/bin/plugin', SESSION, TARGET, { ...AWS, variables });

    expect(argv[4]).toBe(profile);
    expect(argv[6]).toBe(variables.AWS_ENDPOINT_URL ?? 'https://ssm.eu-west-1.amazonaws.com');
  });

  it('gets empty words for what AWS leaves out', () => {
    expect(pluginCall('/bin/plugin', {}, TARGET, AWS).env).toEqual({
      AWS_SSM_START_SESSION_RESPONSE: '{"SessionId":"","StreamUrl":"","TokenValue":""}',
    });
  });
});

describe('a program at the terminal', () => {
  const script = (text: string, mode = 0o755) => {
    const file = join(bin, 'program');
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, mode);
    return file;
  };

  it('gets its words and variables beside ours, and ends with its own code', async () => {
    const file = script(`printf '%s|' "$@" "$TOKEN" "$AWS_PROFILE" > '${bin}/seen'; exit 3`);

    expect(await runAtTerminal({ argv: [file, 'a b', '$c'], env: { TOKEN: 't' } })).toBe(3);
    expect(readFileSync(join(bin, 'seen'), 'utf8')).toBe('a b|$c|t|of-the-caller|');
  });

  it('that is not installed is no code at all', async () => {
    expect(await runAtTerminal({ argv: [join(bin, 'nowhere')], env: {} })).toBeUndefined();
  });

  it('that is not allowed to run is an error', async () => {
    await expect(runAtTerminal({ argv: [script('', 0o644)], env: {} })).rejects.toThrow('EACCES');
  });

  it('that a signal ends has not ended well', async () => {
    expect(await runAtTerminal({ argv: [script('kill -9 $$')], env: {} })).toBe(1);
  });

  it('answers Ctrl-C itself; afterwards this process does again', async () => {
    const before = process.listenerCount('SIGINT');
    const running = runAtTerminal({ argv: [script('exit 0')], env: {} });
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    await running;
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});

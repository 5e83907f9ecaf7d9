import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '@slipway/tool-home';
import { motoProgram, pinnedVersion } from './moto';

const REQUIREMENTS = readFileSync(join(__dirname, '../requirements.txt'), 'utf8');

const packages = REQUIREMENTS.split(/\n(?=[a-z])/).filter((entry) => /^[a-z][\w.-]*==/.test(entry));

test('every package is pinned with hashes, and moto among them', () => {
  expect(packages.length).toBeGreaterThan(20);
  for (const entry of packages) expect(entry).toMatch(/^[a-z][\w.-]*==\S+[\s\S]*--hash=sha256:[0-9a-f]{64}/);
  expect(pinnedVersion(REQUIREMENTS)).toMatch(/^5\.2\.\d+$/);
});

test('the requirements name no index: where packages come from is the user’s to say', () => {
  expect(REQUIREMENTS).not.toMatch(/https?:|index-url|find-links|trusted-host/);
});

test('nothing is compiled at installation', () => {
  expect(REQUIREMENTS).toContain('--only-binary :all:');
});

test.each([
  ['moto==5.2.5 \\\n    --hash=sha256:00', '5.2.5'],
  ['flask==3.0.0\nmoto[server]==5.2.6', '5.2.6'],
])('the pinned version of %j is %s', (text, version) => {
  expect(pinnedVersion(text)).toBe(version);
});

test('requirements without moto are a defect', () => {
  expect(() => pinnedVersion('flask==3.0.0')).toThrow('pins no moto');
});

test('moto checks requests where it is told in which file to note them', () => {
  const run = { workspace: '/w', env: {}, python: 'python', gateway: 'http://127.0.0.1:1' };
  expect(motoProgram(run).env).not.toHaveProperty('SLIPWAY_CHECKED_REQUESTS');
  const { env } = motoProgram({ ...run, checkedRequests: '/w/.slipway/cloud/checked-requests.jsonl' });
  expect(env).toHaveProperty('SLIPWAY_CHECKED_REQUESTS', '/w/.slipway/cloud/checked-requests.jsonl');
});

test('moto is run without the user’s AWS settings', () => {
  const { command, args, env } = motoProgram({
    workspace: '/project',
    env: {
      PATH: '/bin',
      AWS_PROFILE: 'mine',
      AWS_ENDPOINT_URL: 'http://x',
      MOTO_PORT: '1',
      http_proxy: 'http://proxy',
      PYTHONPATH: '/x',
    },
    python: '/venv/bin/python',
    gateway: 'http://127.0.0.1:4566',
  });
  expect(command).toBe('/venv/bin/python');
  expect(env).toEqual({ PATH: '/bin', SLIPWAY_GATEWAY: 'http://127.0.0.1:4566' });
  expect(args.join(' ')).toBe(`-s ${HOME}/tools/cloud/moto/serve.py`);
});

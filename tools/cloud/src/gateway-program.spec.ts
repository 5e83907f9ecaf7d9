import { HOME } from '@slipway/tool-home';
import { gatewayProgram } from './gateway-program';

test('the gateway is run with its instance on the command line, and without the user’s AWS settings', () => {
  const { command, args, env } = gatewayProgram({
    workspace: '/project',
    env: { PATH: '/bin', AWS_PROFILE: 'mine', AWS_ENDPOINT_URL: 'http://x' },
    python: '/venv/bin/python',
    directory: '/project/.slipway/cloud',
    instance: '20261101T000000-00000000',
    port: 0,
  });
  expect(command).toBe(process.execPath);
  expect(args.join(' ')).toBe(
    `${HOME}/tools/cloud/bin/cloud.mjs /project --instance 20261101T000000-00000000 --port 0 ` +
      '--directory /project/.slipway/cloud --python /venv/bin/python',
  );
  expect(env).toMatchObject({ PATH: '/bin', AWS_CONFIG_FILE: '/dev/null' });
  expect(env).not.toHaveProperty('AWS_PROFILE');
  expect(env).not.toHaveProperty('AWS_ENDPOINT_URL');
});

import { containerDefinition, PLACEHOLDER_IMAGE, type ContainerProps } from './container-definition';
import { sample } from './sample-parts';

const define = (props: Partial<ContainerProps> = {}) =>
  containerDefinition({ ...sample, name: 'web', ...props });
const withSettings = (settings: Partial<ContainerProps['settings']>) =>
  define({ settings: { ...sample.settings, ...settings } });

test('the image is one that can never be pulled', () => {
  expect(define().image).toBe(PLACEHOLDER_IMAGE);
  expect(new URL(`https://${PLACEHOLDER_IMAGE}`).hostname).toMatch(/\.invalid$/);
});

test('the app listens on the port it is told', () => {
  const web = withSettings({ port: 4000, environment: { PORT: '1' } });
  expect(web.portMappings).toEqual([{ containerPort: 4000, protocol: 'tcp' }]);
  expect(web.environment).toEqual([{ name: 'PORT', value: '4000' }]);
});

test('a process without a port opens none', () => {
  const worker = withSettings({ port: undefined, environment: {} });
  expect(worker.portMappings).toEqual([]);
  expect(worker.environment).toEqual([]);
});

test('the order in which variables are written makes no difference', () => {
  const one = withSettings({ environment: { A: '1', B: '2' } });
  const other = withSettings({ environment: { B: '2', A: '1' } });
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});

test('a secret is named, whole or one field of it, and never a plain variable', () => {
  const { secrets, environment } = define({
    secrets: {
      TOKEN: { arn: 'arn:token' },
      DATABASE_PASSWORD: { arn: 'arn:database', field: 'password' },
    },
  });
  expect(secrets).toEqual([
    { name: 'DATABASE_PASSWORD', valueFrom: 'arn:database:password::' },
    { name: 'TOKEN', valueFrom: 'arn:token' },
  ]);
  expect(environment.map(({ name }) => name)).toEqual(['LOG_LEVEL', 'PORT']);
});

test('the process is not root and its root file system is read-only', () => {
  expect(define()).toMatchObject({ user: '1000:1000', readonlyRootFilesystem: true });
});

test('/tmp is writable for everyone, bounded by a quarter of the memory, and raises no rights', () => {
  expect(define().linuxParameters).toMatchObject({
    tmpfs: [{ containerPath: '/tmp', size: 256, mountOptions: ['rw', 'nosuid', 'nodev', 'mode=1777'] }],
  });
});

test('what the agent behind a shell writes to is mounted on top', () => {
  const paths = define().mountPoints?.map(({ containerPath, readOnly }) => [containerPath, readOnly]);
  expect(paths).toEqual([
    ['/managed-agents', false],
    ['/var/lib/amazon/ssm', false],
    ['/var/log/amazon/ssm', false],
  ]);
});

test('a container knows that it migrates as it starts, and of nothing where a release does', () => {
  const MIGRATE = { name: 'MIGRATE', value: 'on-start' };
  expect(withSettings({ migrate: 'on-start' }).environment).toContainEqual(MIGRATE);
  expect(withSettings({ migrate: 'release-phase' }).environment.map(({ name }) => name)).not.toContain(
    'MIGRATE',
  );
});

test('a writable root needs no mounts', () => {
  const container = withSettings({ writableRoot: true });
  expect(container).toMatchObject({
    readonlyRootFilesystem: false,
    linuxParameters: { initProcessEnabled: true },
  });
  expect(container).not.toHaveProperty('mountPoints');
  expect(container.linuxParameters).not.toHaveProperty('tmpfs');
});

test('an init process reaps what shells leave behind', () => {
  expect(define().linuxParameters.initProcessEnabled).toBe(true);
});

test('lines go to the service log without ever stalling the app', () => {
  expect(define().logConfiguration).toEqual({
    logDriver: 'awslogs',
    options: {
      'awslogs-group': '/ecs/prod/web',
      'awslogs-region': 'eu-west-1',
      'awslogs-stream-prefix': 'web',
      mode: 'non-blocking',
      'max-buffer-size': '25m',
    },
  });
});

test('it has as long to stop as declared', () => {
  expect(define()).toMatchObject({ startTimeout: 120, stopTimeout: 2 });
  expect(withSettings({ stopSeconds: 90 }).stopTimeout).toBe(90);
});

test("the command is the image's own unless one is given", () => {
  expect(define().command).toBeUndefined();
  expect(withSettings({ command: ['node', 'worker.js'] }).command).toEqual(['node', 'worker.js']);
});

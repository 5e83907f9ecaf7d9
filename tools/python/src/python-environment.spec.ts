import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ensurePythonEnvironment, existingPythonEnvironment } from './python-environment';
import { SampleMachine } from './sample-python';

let machine: SampleMachine;

beforeEach(() => {
  machine = new SampleMachine();
});

afterEach(() => rmSync(machine.root, { recursive: true }));

const options = (text?: string) => ({
  workspace: machine.root,
  name: 'sample',
  requirements: machine.requirements(text),
  env: machine.env,
});

const builds = () =>
  existsSync(machine.builds) ? readFileSync(machine.builds, 'utf8').trim().split('\n').length : 0;
const folders = () =>
  readdirSync(join(machine.root, '.slipway/python')).filter((entry) => !entry.endsWith('.lock'));

test('is made once, and found again without asking Python', async () => {
  machine.install('python3');
  expect(existingPythonEnvironment(options())).toBeUndefined();
  const { python } = await ensurePythonEnvironment(options());
  expect(python).toMatch(/\.slipway\/python\/sample-[0-9a-f]{12}\/bin\/python$/);
  rmSync(join(machine.bin, 'python3'));
  expect(await ensurePythonEnvironment(options())).toEqual({ python });
  expect(existingPythonEnvironment(options())).toBe(python);
  expect(builds()).toBe(1);
});

test('other requirements make another one', async () => {
  machine.install('python3');
  const first = await ensurePythonEnvironment(options());
  const second = await ensurePythonEnvironment(options('moto==2.0 --hash=sha256:00\n'));
  expect(second.python).not.toBe(first.python);
  expect(folders()).toHaveLength(2);
});

test('says when it takes a while, and only then', async () => {
  machine.install('python3');
  const said: string[] = [];
  const note = (text: string) => said.push(text);
  await ensurePythonEnvironment({ ...options(), note });
  await ensurePythonEnvironment({ ...options(), note });
  expect(said).toEqual(['Installing sample for Python 3.12.1 into .slipway/python, once ...']);
});

test('what an interrupted build left is thrown away', async () => {
  machine.install('python3');
  const { python } = await ensurePythonEnvironment(options());
  const directory = dirname(dirname(python));
  rmSync(directory, { recursive: true });
  mkdirSync(join(`${directory}.1a2b3c4d`, 'bin'), { recursive: true });
  await ensurePythonEnvironment(options());
  expect(folders().map((entry) => join(machine.root, '.slipway/python', entry))).toEqual([directory]);
});

test('packages come by the proxy and from whom the caller trusts', async () => {
  machine.install('python3', { pipFails: 'proxy $HTTPS_PROXY direct $NO_PROXY trusts $PIP_CERT' });
  const own = join(machine.root, 'own.pem');
  writeFileSync(own, '-----BEGIN CERTIFICATE-----\nacme\n-----END CERTIFICATE-----\n');
  const env = { ...machine.env, HTTPS_PROXY: 'http://p:1', NO_PROXY: '.corp', NODE_EXTRA_CA_CERTS: own };

  await expect(ensurePythonEnvironment({ ...options(), env })).rejects.toThrow(
    /proxy http:\/\/p:1 direct \.corp trusts .*authorities\.pem/,
  );
  await expect(
    ensurePythonEnvironment({ ...options(), env: { ...env, PIP_CERT: '/own.pem' } }),
  ).rejects.toThrow('trusts /own.pem');
});

test('one whose Python was upgraded away is made again', async () => {
  machine.install('python3');
  const { python } = await ensurePythonEnvironment(options());
  rmSync(python);
  symlinkSync('/nowhere/python3.12', python);
  await ensurePythonEnvironment(options());
  expect(existsSync(python)).toBe(true);
  expect(builds()).toBe(2);
});

test.each([
  ['no network', 'Temporary failure in name resolution', 'The package index cannot be reached'],
  ['a changed package', 'THESE PACKAGES DO NOT MATCH THE HASHES', 'Nothing of it was run'],
  ['anything else', 'No space left on device', 'No space left on device'],
])('%s fails with the cause and leaves nothing behind', async (_, output, said) => {
  machine.install('python3', { pipFails: output });
  await expect(ensurePythonEnvironment(options())).rejects.toMatchObject({
    kind: 'toolMissing',
    message: expect.stringContaining(said),
  });
  expect(folders()).toEqual([]);
});

test('a build can be tried again after it failed', async () => {
  machine.install('python3', { pipFails: 'timed out' });
  await expect(ensurePythonEnvironment(options())).rejects.toThrow('timed out');
  machine.install('python3');
  await ensurePythonEnvironment(options());
  expect(folders()).toHaveLength(1);
});

test('requirements that cannot be read are a defect that is seen', async () => {
  const { requirements, ...rest } = options();
  writeFileSync(requirements, '');
  rmSync(requirements);
  await expect(ensurePythonEnvironment({ ...rest, requirements })).rejects.toThrow('ENOENT');
});

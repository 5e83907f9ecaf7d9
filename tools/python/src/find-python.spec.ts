import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from './find-python';
import { SampleMachine } from './sample-python';

let machine: SampleMachine;

beforeEach(() => {
  machine = new SampleMachine();
});

afterEach(() => rmSync(machine.root, { recursive: true }));

/** Nothing but what the test put there. */
const find = () => findPython({ PATH: machine.bin });

test('what is called python3 wins', async () => {
  machine.install('python3', { version: '3.11.7' });
  machine.install('python3.14', { version: '3.14.0' });
  expect(await find()).toEqual({ executable: join(machine.bin, 'python3'), version: '3.11.7' });
});

test('a newer one is taken when python3 is too old', async () => {
  machine.install('python3', { version: '3.9.6' });
  machine.install('python3.12');
  expect((await find()).executable).toBe(join(machine.bin, 'python3.12'));
});

test('SLIPWAY_PYTHON names one that is not on the PATH, and nothing else is tried', async () => {
  machine.install('python3');
  machine.install('mine', { version: '3.13.0' });
  const named = join(machine.bin, 'mine');
  expect(await findPython({ PATH: machine.bin, SLIPWAY_PYTHON: named })).toEqual({
    executable: named,
    version: '3.13.0',
  });
  await expect(findPython({ PATH: machine.bin, SLIPWAY_PYTHON: 'absent' })).rejects.toThrow(
    'absent is not on the PATH',
  );
});

test('none at all says how to get one', async () => {
  await expect(find()).rejects.toMatchObject({
    kind: 'toolMissing',
    message: expect.stringMatching(
      /python3 is not on the PATH[\s\S]*brew install python[\s\S]*apt-get install/,
    ),
  });
});

test('only an old one says which', async () => {
  machine.install('python3', { version: '3.9.6' });
  await expect(find()).rejects.toThrow('python3 is 3.9.6');
});

test('one that cannot make environments names the package that Debian leaves out', async () => {
  machine.install('python3', { venv: false });
  await expect(find()).rejects.toMatchObject({
    kind: 'toolMissing',
    message: expect.stringMatching(/comes without its venv module[\s\S]*python3-venv/),
  });
});

test.each([
  [
    'fails, as the placeholder of macOS does',
    'echo "xcode-select: no developer tools" >&2; exit 1',
    'no developer tools',
  ],
  ['is something else', 'echo hello', 'does not answer like Python 3'],
])('a program that %s is passed over', async (_, script, said) => {
  machine.write('python3', script);
  await expect(find()).rejects.toThrow(said);
  machine.install('python3.10', { version: '3.10.2' });
  expect((await find()).version).toBe('3.10.2');
});

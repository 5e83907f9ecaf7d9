import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the Dockerfile's steps call, besides Node and npm. */
const PROGRAMS = ['sh', 'env', 'mkdir', 'mv', 'chmod', 'rm'];

const ACCOUNTS = {
  'etc/passwd': 'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n',
  'etc/group': 'root:x:0:\nnode:x:1000:\n',
};

/**
 * In the place of Alpine's Node, which would have to be pulled: this machine's own Node with npm, the C library and the
 * programs that the Dockerfile calls. `apk` does nothing; what it would add is here already.
 *
 * @param folder to be the root of an image; made
 */
export function makeStandInBase(folder: string): void {
  copyProgram(process.execPath, join(folder, 'usr/bin/node'), folder);
  for (const name of PROGRAMS) copyProgram(which(name), join(folder, 'bin', name), folder);
  // Where the true base has it, so that the step that removes it does.
  cpSync(npmFolder(), join(folder, 'usr/local/lib/node_modules/npm'), { recursive: true });
  mkdirSync(join(folder, 'usr/local/bin'), { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(folder, 'usr/local/bin/npm'));
  for (const empty of ['dev', 'etc', 'proc', 'root', 'sbin', 'tmp']) mkdirSync(join(folder, empty));
  chmodSync(join(folder, 'tmp'), 0o1777);
  for (const [file, content] of Object.entries(ACCOUNTS)) writeFileSync(join(folder, file), content);
  writeFileSync(join(folder, 'sbin/apk'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  // Programs look for one another here: in Debian as in Alpine /bin may be a link, in this folder it is not.
  symlinkSync('../../bin/env', join(folder, 'usr/bin/env'));
}

function copyProgram(source: string, target: string, root: string): void {
  copy(source, target);
  for (const library of librariesOf(source)) {
    const inBase = join(root, library);
    if (!existsSync(inBase)) copy(library, inBase);
  }
}

function copy(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  cpSync(realpathSync(source), target);
}

function librariesOf(program: string): string[] {
  const listed = execFileSync('ldd', [program], { encoding: 'utf8' });
  return listed.match(/\/[^ )]+(?= \(0x)/g) ?? [];
}

function which(name: string): string {
  return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
}

function npmFolder(): string {
  const root = execFileSync('npm', ['root', '--global'], { encoding: 'utf8' }).trim();
  return join(root, 'npm');
}

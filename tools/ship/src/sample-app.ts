import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const REPOSITORY = resolve(__dirname, '../../..');

/** For specs: a clone of a team with an app in it, as far as an image is made of it. */
export class SampleApp {
  readonly root = mkdtempSync(join(tmpdir(), 'slipway-ship-'));

  constructor() {
    for (const file of ['.dockerignore', 'apps/web/app-packages.mjs', 'apps/web/Dockerfile']) {
      mkdirSync(dirname(join(this.root, file)), { recursive: true });
      cpSync(join(REPOSITORY, file), join(this.root, file));
    }
    this.write('apps/web/project.json', '{"targets":{"build":{"inputs":[]}}}');
    this.write('package.json', '{"name":"acme"}');
    this.write('package-lock.json', '{"lockfileVersion":3,"packages":{}}');
    this.write('.gitignore', 'node_modules\ndist\n.slipway\nbin\n');
    this.git('init', '--quiet');
  }

  git(...args: readonly string[]): string {
    const ada = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
    return execFileSync('git', ['-C', this.root, ...ada, ...args], { encoding: 'utf8' }).trim();
  }

  write(file: string, text: string, mode?: number): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text, { mode });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

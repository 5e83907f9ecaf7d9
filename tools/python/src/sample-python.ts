import { chmodSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SamplePythonOptions {
  /** @default '3.12.1' */
  readonly version?: string;
  /** @default true */
  readonly venv?: boolean;
  /** What pip prints before it fails. @default it succeeds */
  readonly pipFails?: string;
}

/** Folders of their own for a test, and programs that answer like Python without being it. */
export class SampleMachine {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-python-')));
  readonly bin = join(this.root, 'bin');
  /** A line for every environment that was built. */
  readonly builds = join(this.root, 'builds');
  readonly env = { PATH: `${this.bin}:/usr/bin:/bin` };

  constructor() {
    mkdirSync(this.bin);
  }

  /** A program of that name on the PATH, to be asked only what this package asks. */
  install(name: string, { version = '3.12.1', venv = true, pipFails }: SamplePythonOptions = {}): void {
    const file = join(this.bin, name);
    const probe = JSON.stringify({ executable: file, version, canMakeEnvironments: venv });
    this.write(
      name,
      `case "$*" in
        *importlib.util*) echo '${probe}' ;;
        *fcntl*) echo held; cat > /dev/null ;;
        "-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; echo built >> '${this.builds}' ;;
        "-m pip "*) ${pipFails ? `echo "${pipFails}"; exit 1` : 'exit 0'} ;;
        *) exit 64 ;;
      esac`,
    );
  }

  /** Any program: a shell script. */
  write(name: string, script: string): void {
    const file = join(this.bin, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  requirements(text = 'moto==1.0 --hash=sha256:00\n'): string {
    const file = join(this.root, 'requirements.txt');
    writeFileSync(file, text);
    return file;
  }
}

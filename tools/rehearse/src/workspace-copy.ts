import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './stack';

/** What synth, the embedded cloud and Terraform need of the workspace. */
const SOURCES = ['environments', 'libs', 'tools', 'package.json', 'tsconfig.base.json'];

/** Made once for this machine and fit to be shared: nothing in there depends on a run. */
const SHARED = ['node_modules', '.slipway/python', '.slipway/terraform'];

/** A copy of the workspace with an embedded cloud of its own, where tests may edit environments. */
export class WorkspaceCopy {
  readonly root: string;

  constructor() {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-verify-')));
    for (const source of SOURCES) cpSync(join(ROOT, source), join(this.root, source), { recursive: true });
    mkdirSync(join(this.root, '.slipway'));
    for (const shared of SHARED) {
      mkdirSync(join(ROOT, shared), { recursive: true });
      symlinkSync(join(ROOT, shared), join(this.root, shared));
    }
  }

  /** Replaces `before`, which must be there, in an environment's file. */
  edit(environment: string, before: string, after: string): void {
    const file = join(this.root, 'environments', environment, 'environment.ts');
    const text = readFileSync(file, 'utf8');
    if (!text.includes(before))
      throw new Error(`environments/${environment}/environment.ts has no ${before}`);
    writeFileSync(file, text.replace(before, after));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

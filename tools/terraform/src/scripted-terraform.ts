import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Interrupts, Output } from '@slipway/tool-terminal';
import { Terraform } from './terraform';
import type { RunnerOptions } from './terraform-runner';

const REPOSITORY = join(__dirname, '../../..');

/** One start of the program. */
export interface Call {
  readonly args: readonly string[];
  readonly directory: string;
  readonly env: { readonly [name: string]: string };
}

/** For specs: a Terraform whose program is a shell script that notes how it was started, and a person who watches. */
export class ScriptedTerraform {
  readonly home = mkdtempSync(join(tmpdir(), 'slipway-scripted-'));
  readonly directory = join(this.home, 'work');
  readonly notes: string[] = [];
  readonly started: number[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly binary = join(this.home, 'terraform');
  private whenWorking: () => void = () => undefined;

  constructor() {
    mkdirSync(this.directory);
    mkdirSync(join(this.home, 'tools/terraform'), { recursive: true });
    // The workspace of the run is the spec's own folder, so that its logs are, too.
    mkdirSync(join(this.home, 'tools/terraform/bin'));
    writeFileSync(
      join(this.home, 'tools/terraform/bin/supervise.mjs'),
      readFileSync(join(REPOSITORY, 'tools/terraform/bin/supervise.mjs')),
    );
  }

  /** @param script what it does, in the words of `sh` */
  that(script: string, options: Partial<RunnerOptions> = {}): Terraform {
    writeFileSync(
      this.binary,
      `#!/bin/sh
{ echo ===; printf '%s\\n' "$PWD"; printf '%s\\n' "$#"; for word; do printf '%s\\n' "$word"; done; env; } >> '${this.home}/calls'
${script}
`,
    );
    chmodSync(this.binary, 0o755);
    return new Terraform({
      workspace: this.home,
      toolchain: { product: 'terraform', binary: this.binary, version: '1.11.4' },
      directory: this.directory,
      environment: 'staging',
      cloud: 'aws',
      env: { PATH: process.env.PATH },
      output: this.output(),
      interrupts: this.interrupts,
      onStart: (pid) => this.started.push(pid),
      ...options,
    });
  }

  /** Runs work, and does something once the script prints {@link WORKING}. */
  async during<T>(work: Promise<T>, once: () => void): Promise<T> {
    this.whenWorking = once;
    return work;
  }

  /** Ctrl-C. */
  press(): void {
    for (const listener of this.listeners) listener();
  }

  get calls(): readonly Call[] {
    const file = join(this.home, 'calls');
    if (!existsSync(file)) return [];
    const [, ...calls] = readFileSync(file, 'utf8').split('===\n');
    return calls.map((text) => {
      const [directory = '', count, ...lines] = text.trimEnd().split('\n');
      const variables = lines.slice(Number(count)).map((line) => line.split(/=(.*)/s).slice(0, 2));
      return {
        directory,
        args: lines.slice(0, Number(count)),
        env: Object.fromEntries(variables) as Call['env'],
      };
    });
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }

  private readonly interrupts: Interrupts = {
    subscribe: (listener) => {
      this.listeners.add(listener);
      return () => this.listeners.delete(listener);
    },
  };

  private output(): Output {
    return {
      interactive: false,
      color: false,
      columns: 100,
      result: () => undefined,
      note: (text) => this.notes.push(text),
      status: (text) => {
        if (text) this.whenWorking();
      },
    };
  }
}

/** What Terraform prints while it makes something, as a line of `sh`. */
export const WORKING = echo({
  type: 'apply_start',
  hook: { resource: { addr: 'aws_vpc.network', resource_type: 'aws_vpc' }, action: 'create' },
});

export function complaint(summary: string, detail = ''): string {
  return echo({ type: 'diagnostic', diagnostic: { severity: 'error', summary, detail } });
}

/** A line of `-json` output. */
export function echo(json: object): string {
  return `printf '%s\\n' '${JSON.stringify(json).replaceAll("'", `'"'"'`)}'`;
}

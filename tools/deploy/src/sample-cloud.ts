import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execFileSync } from 'node:child_process';
import { stateLocation } from '@slipway/core';
import { embeddedCloud, type EmbeddedCloud } from './embedded-cloud';
import type { VerbOptions } from './options';
import { ACCOUNTS, REPOSITORY, type SampleWorkspace } from './sample-workspace';

const DISPOSABLE = { account: ACCOUNTS.disposable, region: 'eu-west-1' };

interface State {
  readonly serial: number;
  readonly outputs: object;
}

/** An embedded cloud of its own for a test file, and what can happen to it. */
export class SampleCloud {
  readonly directory = mkdtempSync(join(tmpdir(), 'slipway-cloud-'));
  readonly port: EmbeddedCloud = embeddedCloud(REPOSITORY, process.env, () => undefined, this.directory);

  async remove(): Promise<void> {
    const { stopCloud } = await import('@slipway/tool-cloud');
    await stopCloud({ workspace: REPOSITORY, directory: this.directory });
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Ends it without a word to anyone, as a crash would. */
  kill(): void {
    const { pid } = JSON.parse(readFileSync(join(this.directory, 'cloud.json'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
  }

  /** Resolves when Terraform works on the slow resource in a working directory. */
  async whenApplying(directory: string): Promise<void> {
    for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(200)) {
      if (commands(superviserOf(directory)).some(({ command }) => command.includes('sleep 60'))) return;
    }
    throw new Error('Terraform never came to the slow resource');
  }

  /** As the kernel does when memory runs out. */
  killTerraform(directory: string): void {
    const [terraform] = commands(superviserOf(directory)).filter(({ command }) => / apply /.test(command));
    process.kill(terraform!.pid, 'SIGKILL');
  }

  /** Puts a lock there as Terraform writes it, of somebody else. */
  async lock(environment: string, id: string): Promise<void> {
    const { bucket, key } = stateLocation({ app: 'acme', aws: DISPOSABLE });
    const path = `${bucket}/env:/${environment}/${key}`;
    const info = {
      ID: id,
      Operation: 'OperationTypeApply',
      Info: '',
      Who: 'jo@laptop',
      Version: '1.11.4',
      Created: '2026-11-23T08:15:00.123456789Z',
      Path: path,
    };
    await this.s3('PUT', `/${path}.tflock`, JSON.stringify(info));
  }

  async state(environment: string): Promise<State> {
    const { bucket, key } = stateLocation({ app: 'acme', aws: DISPOSABLE });
    return JSON.parse(await this.s3('GET', `/${bucket}/env:/${environment}/${key}`)) as State;
  }

  /** Lets a disposable environment be reached as if it were in AWS: nothing but variables points here. */
  async asAws(
    workspace: SampleWorkspace,
    name: string,
    work: (options: Pick<VerbOptions, 'embedded' | 'synthesize' | 'env'>) => Promise<void>,
  ): Promise<void> {
    const { cloudEnvironment } = await import('@slipway/tool-cloud');
    const variables = await cloudEnvironment(await this.running(), DISPOSABLE);
    const before = { ...process.env };
    Object.assign(process.env, Object.fromEntries(Object.entries(variables).filter(([, value]) => value)));
    try {
      const { synthesize } = workspace.withPathStyle(name);
      await work({ embedded: false, synthesize, env: process.env });
    } finally {
      for (const variable of Object.keys(variables)) delete process.env[variable];
      Object.assign(process.env, before);
    }
  }

  private async s3(method: 'GET' | 'PUT', path: string, body?: string): Promise<string> {
    const { cloudEnvironment } = await import('@slipway/tool-cloud');
    const { endpoint } = await this.running();
    const { AWS_ACCESS_KEY_ID: key } = await cloudEnvironment({ endpoint }, DISPOSABLE);
    const scope = `${key}/20260101/${DISPOSABLE.region}/s3/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
    const response = await fetch(`${endpoint}${path}`, { method, body, headers: { authorization } });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return response.text();
  }

  private async running() {
    const { startCloud } = await import('@slipway/tool-cloud');
    return startCloud({ workspace: REPOSITORY, directory: this.directory });
  }
}

/** Process id of what looks after Terraform in a working directory. */
function superviserOf(directory: string): number | undefined {
  const record = `${directory}.run.json`;
  if (!existsSync(record)) return undefined;
  try {
    return (JSON.parse(readFileSync(record, 'utf8')) as { terraform?: number }).terraform;
  } catch {
    return undefined;
  }
}

/** Every process of a group. */
function commands(group: number | undefined): { readonly pid: number; readonly command: string }[] {
  if (group === undefined) return [];
  return execFileSync('ps', ['-A', '-ww', '-o', 'pid=,pgid=,command='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, pgid, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return Number(pgid) === group && Number(pid) !== group ? [{ pid: Number(pid), command }] : [];
    });
}

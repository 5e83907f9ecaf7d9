import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AWS_PROVIDER_VERSIONS,
  defineEnvironment,
  stateLocation,
  type Environment,
  type Tier,
} from '@slipway/core';
import { lockFile } from '@slipway/tool-terraform';
import { light, type Resources } from './sample-resources';
import type { Identity } from './identity';
import type { Stack } from './stack';
import type { VerbOptions } from './options';

export const REPOSITORY = join(__dirname, '../../..');

/** A throw-away workspace with environments made of a handful of resources, for tests. */
export class SampleWorkspace {
  readonly root = mkdtempSync(join(tmpdir(), 'slipway-deploy-'));
  private readonly stacks = new Map<
    string,
    { readonly environment: Environment; readonly stackFile: string }
  >();

  constructor() {
    // What the tools look for beside themselves.
    symlinkSync(join(REPOSITORY, 'tools'), join(this.root, 'tools'));
  }

  /** One with a small environment of each tier: `staging`, `prod` and `local`. */
  static ofThree(): SampleWorkspace {
    const workspace = new SampleWorkspace();
    workspace.set('staging', 'staging', light('x'));
    workspace.set('prod', 'production', light('x'));
    workspace.set('local', 'disposable', light('x'));
    return workspace;
  }

  /** Writes an environment, or writes it anew. */
  set(
    name: string,
    tier: Tier,
    resource: Resources,
    {
      identity,
      ...more
    }: Partial<Stack> & { readonly output?: object; readonly identity?: Partial<Identity> } = {},
  ): Environment {
    const { app, account, region } = {
      app: 'acme',
      account: ACCOUNTS[tier],
      region: 'eu-west-1',
      ...identity,
    };
    const environment = defineEnvironment({
      app,
      name,
      tier,
      aws: { account, region },
      domain: { name: 'acme.example' },
    });
    const { aws } = environment;
    const { bucket, key } = stateLocation(environment);
    const backend = { s3: { bucket, key, region: aws.region, encrypt: true, use_lockfile: true } };
    // The provider takes seconds to start, so that an environment that needs none is planned without it.
    const needsAws = Object.keys(resource).some((type) => type.startsWith('aws_'));
    const stack = {
      terraform: { backend, ...(needsAws && { required_providers: { aws: PROVIDER } }) },
      ...(needsAws && { provider: { aws: [{ region: aws.region, allowed_account_ids: [aws.account] }] } }),
      resource,
      ...more,
    };
    const directory = join(this.root, 'environments', name);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'environment.ts'), '');
    writeFileSync(join(directory, 'project.json'), JSON.stringify({ tags: ['cloud:embedded'] }));
    writeFileSync(join(directory, '.terraform.lock.hcl'), needsAws ? lockFile() : '');
    const stackFile = join(directory, 'cdk.tf.json');
    writeFileSync(stackFile, JSON.stringify(stack));
    this.stacks.set(name, { environment, stackFile });
    return environment;
  }

  /** What an environment was last synthesized to. */
  synthesis(name: string): { readonly environment: Environment; readonly stackFile: string } {
    const synthesis = this.stacks.get(name);
    if (!synthesis) throw new Error(`no environment "${name}" was set`);
    return synthesis;
  }

  /** What the verbs need to work here. */
  options(): Pick<VerbOptions, 'workspace' | 'synthesize'> {
    return { workspace: this.root, synthesize: async (name) => this.synthesis(name) };
  }

  /** The same environment, found in a bucket whose name is no host name. */
  withPathStyle(name: string): Pick<VerbOptions, 'workspace' | 'synthesize'> {
    const { environment, stackFile } = this.synthesis(name);
    const stack = JSON.parse(readFileSync(stackFile, 'utf8')) as { terraform: { backend: { s3: object } } };
    Object.assign(stack.terraform.backend.s3, { use_path_style: true });
    const changed = `${stackFile}.path-style`;
    writeFileSync(changed, JSON.stringify(stack));
    return { workspace: this.root, synthesize: () => Promise.resolve({ environment, stackFile: changed }) };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

const PROVIDER = { source: 'aws', version: AWS_PROVIDER_VERSIONS };

export const ACCOUNTS: { readonly [tier in Tier]: string } = {
  disposable: '000000000000',
  staging: '111111111111',
  production: '222222222222',
};

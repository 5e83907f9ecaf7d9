import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environmentTargets } from './targets';

const VERBS = join(__dirname, '../../cli/src/verbs');
const targets = environmentTargets('qa', { embedded: false });
const onEmbeddedCloud = environmentTargets('qa', { embedded: true });

describe('the targets of an environment', () => {
  it('are the verbs', () => {
    expect(Object.keys(targets)).toEqual([
      'synth',
      'validate',
      'plan',
      'deploy',
      'destroy',
      'release',
      'promote',
      'rollback',
      'releases',
      'status',
      'doctor',
      'ps',
      'logs',
      'open',
      'config',
      'output',
      'workspace',
    ]);
  });

  it('are commands that there are', () => {
    const called = Object.entries(onEmbeddedCloud).flatMap(([target, { options }]) => {
      const [, verb] = /slipway\.mjs (\S+)/.exec((options as { command: string }).command) ?? [];
      return verb === undefined ? [] : [[target, verb]];
    });

    expect(called.length).toBeGreaterThan(12);
    expect(called.filter(([, verb]) => !existsSync(join(VERBS, `${verb}.ts`)))).toEqual([]);
  });

  it('rehearse where the embedded cloud is home', () => {
    expect(targets).not.toHaveProperty('rehearse');
    expect(onEmbeddedCloud).toHaveProperty(
      'rehearse.options.command',
      'node tools/cli/bin/slipway.mjs rehearse',
    );
    expect(onEmbeddedCloud['rehearse']).toMatchObject({ cache: false, parallelism: false });
  });

  it('are cached only where nothing but files decides the result', () => {
    const cached = Object.entries(targets).filter(([, { cache }]) => cache);

    expect(cached.map(([name]) => name)).toEqual(['synth', 'validate']);
  });

  it('have the terminal to themselves where they may ask', () => {
    const alone = Object.entries(targets).filter(([, { parallelism }]) => parallelism === false);

    expect(alone.map(([name]) => name)).toEqual(
      Object.keys(targets).filter((name) => !['synth', 'validate'].includes(name)),
    );
    for (const [, target] of alone) expect(target.cache).toBe(false);
  });

  it('name each output of synth, so that nothing of Terraform gets into the cache', () => {
    expect(targets.synth?.outputs).toEqual([
      '{workspaceRoot}/cdktf.out/qa/environment.json',
      '{workspaceRoot}/cdktf.out/qa/manifest.json',
      '{workspaceRoot}/cdktf.out/qa/stacks/qa/cdk.tf.json',
      '{workspaceRoot}/cdktf.out/qa/stacks/qa/assets',
    ]);
  });
});

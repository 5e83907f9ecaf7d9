import { environmentTargets } from './targets';

const targets = environmentTargets('qa');

describe('the targets of an environment', () => {
  it('are the verbs', () => {
    expect(Object.keys(targets)).toEqual([
      'synth',
      'validate',
      'plan',
      'deploy',
      'destroy',
      'ps',
      'logs',
      'output',
      'workspace',
    ]);
  });

  it('are cached only where nothing but files decides the result', () => {
    const cached = Object.entries(targets).filter(([, { cache }]) => cache);

    expect(cached.map(([name]) => name)).toEqual(['synth', 'validate']);
  });

  it('have the terminal to themselves where they may ask', () => {
    for (const verb of ['plan', 'deploy', 'destroy', 'output', 'workspace']) {
      expect(targets[verb]).toMatchObject({ cache: false, parallelism: false });
    }
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

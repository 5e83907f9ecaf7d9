import { planEnvironment } from './plan-environment';
import { change, plan, SampleTerraform } from './sample-terraform';
import { SampleWorkspace } from './sample-workspace';
import { showOutput } from './show-output';
import { unlock } from './unlock';
import { validate } from './validate';
import { workspace as showWorkspace } from './workspace';

let files: SampleWorkspace;
let terraform: SampleTerraform;
beforeEach(() => {
  files = SampleWorkspace.ofThree();
  terraform = new SampleTerraform(files);
});
afterEach(() => files.remove());

const applied = () => terraform.calls.filter((call) => call.endsWith('apply'));
const UPDATE = plan(change('aws_a.b', ['update'], { x: 1 }, { x: 2 }));

describe('the smaller verbs', () => {
  it('plan ends with 3 only where that was asked for', async () => {
    terraform.plans = [UPDATE];
    const { options } = terraform.options();

    expect((await planEnvironment('staging', options)).exitCode).toBe(0);
    expect((await planEnvironment('staging', { ...options, detailedExitCode: true })).exitCode).toBe(3);
    terraform.plans = [{}];
    expect((await planEnvironment('staging', { ...options, detailedExitCode: true })).exitCode).toBe(0);
    expect(applied()).toEqual([]);
  });

  it('output shows a secret only by its name', async () => {
    terraform.values = { key: { value: 'hush', sensitive: true }, url: { value: 'u', sensitive: false } };
    const { options, results } = terraform.options();
    await showOutput('staging', options);
    await showOutput('staging', { ...options, json: true });
    expect(results.join('\n')).not.toContain('hush');

    await showOutput('staging', { ...options, only: 'key' });
    expect(results.at(-1)).toBe('hush');
    await expect(showOutput('staging', { ...options, only: 'kez' })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('There are: key, url.'),
    });
  });

  it('output is JSON where that is asked for, and says so where there is nothing', async () => {
    const { options, results } = terraform.options();
    await showOutput('staging', options);
    expect(results).toEqual(['"staging" has no outputs; it is not deployed.']);
    await expect(showOutput('staging', { ...options, only: 'url' })).rejects.toThrow(
      '"staging" has no output "url". There are: none; it is not deployed.',
    );

    terraform.values = {
      ports: { value: { web: 1 }, sensitive: false },
      url: { value: 'u', sensitive: false },
    };
    for (const given of [
      { json: true },
      { only: 'ports' },
      { only: 'ports', json: true },
      { only: 'url', json: true },
    ])
      await showOutput('staging', { ...options, ...given });
    expect(results.slice(1)).toEqual([
      '{\n  "ports": {\n    "web": 1\n  },\n  "url": "u"\n}',
      '{"web":1}',
      '{\n  "web": 1\n}',
      '"u"',
    ]);
  });

  it('unlock hands on the id', async () => {
    const { options, results } = terraform.options();
    await unlock('staging', 'id-1', options);

    expect(terraform.calls).toContain('forceUnlock id-1');
    expect(results).toEqual(['The state of "staging" is unlocked.']);
  });

  it('workspace says where the state is', async () => {
    const { options, results } = terraform.options();
    await showWorkspace('staging', options);

    expect(results[0]).toMatch(
      /^workspace {2}staging\nstate {6}s3:\/\/acme-\S+\/env:\/staging\/\S+\ncloud {6}aws\ndirectory {2}\.slipway\/work\/aws\/staging\nby hand {4}terraform <command>$/,
    );
  });

  it('validate tells every mistake and needs no backend', async () => {
    const { options, results } = terraform.options();
    await validate('staging', options);
    expect(results).toEqual(['"staging" is valid.']);

    terraform.errors = [
      { severity: 'warning', summary: 'old', detail: '' },
      { severity: 'error', summary: 'wrong', detail: '' },
    ];
    await expect(validate('staging', options)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/^(?![\s\S]*old)[\s\S]*wrong/),
    });
  });
});

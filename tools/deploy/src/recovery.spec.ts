import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy } from './deploy';
import { planEnvironment } from './plan-environment';
import { change, plan, SampleTerraform } from './sample-terraform';
import { ACCOUNTS, SampleWorkspace } from './sample-workspace';

let files: SampleWorkspace;
let terraform: SampleTerraform;
beforeEach(() => {
  files = SampleWorkspace.ofThree();
  terraform = new SampleTerraform(files);
});
afterEach(() => files.remove());

const directory = (name: string, cloud: string) => join(files.root, '.slipway/work', cloud, name);
const UPDATE = plan(change('aws_a.b', ['update'], { x: 1 }, { x: 2 }));

describe('after a run that went wrong', () => {
  /** Leaves a state that could not be written, as Terraform does. */
  function keepState(name: string, cloud: string): string {
    mkdirSync(directory(name, cloud), { recursive: true });
    const file = join(directory(name, cloud), 'errored.tfstate');
    writeFileSync(file, '{}');
    return file;
  }

  it('pushes the kept state before it plans', async () => {
    const kept = keepState('staging', 'aws');
    terraform.plans = [{}];
    const { options, notes } = terraform.options();
    await planEnvironment('staging', options);

    expect(terraform.calls).toEqual(['init', 'pushState errored.tfstate', 'plan']);
    expect([existsSync(kept), existsSync(`${kept}.pushed`)]).toEqual([false, true]);
    expect(notes.join('\n')).toContain('Saved. A copy stays in errored.tfstate.pushed.');
  });

  it.each([
    ['failed', 'stateNotSaved', '  terraform state push -force errored.tfstate\nwords of Terraform'],
    ['locked', 'locked', 'words'],
  ] as const)('plans nothing when that push ends with %s', async (thrown, kind, words) => {
    const kept = keepState('staging', 'aws');
    terraform.fail('pushState', thrown, 'words of Terraform');

    await expect(planEnvironment('staging', terraform.options().options)).rejects.toMatchObject({
      kind,
      message: expect.stringContaining(words),
    });
    expect(existsSync(kept)).toBe(true);
    expect(terraform.calls).not.toContain('plan');
  });

  it('starts the embedded cloud over, empty, when a state was kept', async () => {
    const kept = keepState('local', 'embedded');
    terraform.account = ACCOUNTS.disposable;
    terraform.plans = [{}];
    await deploy('local', terraform.options({ embedded: true }).options);

    expect(terraform.calls.slice(0, 3)).toEqual(['cloud.open', 'cloud.reset', 'cloud.open']);
    expect(terraform.calls).not.toContain('pushState errored.tfstate');
    expect(existsSync(kept)).toBe(false);
  });

  /** A deploy whose Terraform is killed, and then one that meets its lock. */
  async function lockedAfterKill(name: string, embedded: boolean) {
    terraform.plans = [UPDATE];
    terraform.fail('apply', 'killed');
    const { options } = terraform.options({ embedded, yes: true });
    await expect(deploy(name, options)).rejects.toMatchObject({ exitCode: 137 });
    terraform.calls.length = 0;
    terraform.fail('plan', 'locked');
    return deploy(name, options);
  }

  it('takes the embedded cloud back to before the run, once, when a killed Terraform has left its lock there', async () => {
    terraform.account = ACCOUNTS.disposable;

    expect(await lockedAfterKill('local', true)).toMatchObject({ changed: true });
    const told = ['cloud.reset', 'cloud.goBack', 'cloud.keep', 'plan', 'apply'];
    expect(terraform.calls.filter((call) => told.includes(call))).toEqual([
      'plan',
      'cloud.goBack',
      'plan',
      'apply',
      'cloud.keep',
    ]);
    expect(existsSync(`${directory('local', 'embedded')}.run.json`)).toBe(false);
  });

  it('never does that on AWS', async () => {
    await expect(lockedAfterKill('staging', false)).rejects.toMatchObject({ exitCode: 7 });
    expect(terraform.calls).not.toContain('cloud.goBack');
  });

  it('keeps what an apply has made before it failed', async () => {
    terraform.account = ACCOUNTS.disposable;
    terraform.plans = [UPDATE];
    terraform.fail('apply', 'failed');
    await expect(deploy('local', terraform.options({ embedded: true }).options)).rejects.toThrow();
    expect(terraform.calls.at(-1)).toBe('cloud.keep');
  });

  it('does not do that for a lock of somebody else', async () => {
    terraform.account = ACCOUNTS.disposable;
    terraform.fail('plan', 'locked');

    await expect(deploy('local', terraform.options({ embedded: true }).options)).rejects.toMatchObject({
      exitCode: 7,
    });
    expect(terraform.calls).not.toContain('cloud.goBack');
  });
});

import { deploy } from './deploy';
import { destroy } from './destroy';
import { planEnvironment } from './plan-environment';
import { change, plan, SampleTerraform } from './sample-terraform';
import { light } from './sample-resources';
import { ACCOUNTS, SampleWorkspace } from './sample-workspace';

let files: SampleWorkspace;
let terraform: SampleTerraform;
beforeEach(() => {
  files = SampleWorkspace.ofThree();
  terraform = new SampleTerraform(files);
  terraform.plans = [plan(change('aws_a.b', ['create']))];
});
afterEach(() => files.remove());

const options = (more: { embedded?: boolean } = {}) => terraform.options({ yes: true, ...more }).options;
const CHANGED = [
  ['app', { app: 'shop' }, "app: 'acme'", "app: 'shop'"],
  ['account', { account: '999999999999' }, "aws.account: '111111111111'", "aws.account: '999999999999'"],
  ['region', { region: 'us-west-2' }, "aws.region: 'eu-west-1'", "aws.region: 'us-west-2'"],
] as const;

describe('an environment that was deployed from here', () => {
  beforeEach(() => deploy('staging', options()));

  it.each(CHANGED)('is not made a second time with another %s', async (_, identity, old, wanted) => {
    files.set('staging', 'staging', light('x'), { identity });
    terraform.calls.length = 0;

    for (const verb of [deploy, destroy, planEnvironment]) {
      const refused = verb('staging', options());
      await expect(refused).rejects.toMatchObject({
        exitCode: 5,
        message: expect.stringContaining(`"staging" lives with ${old}`),
      });
      await expect(refused).rejects.toThrow(`its file says ${wanted}`);
      await expect(refused).rejects.toThrow('npx slipway destroy staging');
    }
    expect(terraform.calls).toEqual([]);
  });

  it('is told all that was changed', async () => {
    files.set('staging', 'staging', light('x'), { identity: { app: 'shop', region: 'us-west-2' } });
    await expect(deploy('staging', options())).rejects.toThrow(
      "lives with app: 'acme' and aws.region: 'eu-west-1', and its file says app: 'shop' and aws.region: 'us-west-2'",
    );
  });

  it('is free to be another one once it is destroyed', async () => {
    await destroy('staging', options());
    files.set('staging', 'staging', light('x'), { identity: { app: 'shop' } });

    await expect(deploy('staging', options())).resolves.toMatchObject({ changed: true });
  });

  it('is not another one because nothing of its identity has changed', async () => {
    files.set('staging', 'staging', light('other'));
    await expect(deploy('staging', options())).resolves.toMatchObject({ changed: true });
  });
});

it('lives as soon as an apply has begun, also where that fails', async () => {
  terraform.fail('apply', 'failed');
  await expect(deploy('staging', options())).rejects.toMatchObject({ exitCode: 1 });
  files.set('staging', 'staging', light('x'), { identity: { app: 'shop' } });

  await expect(deploy('staging', options())).rejects.toMatchObject({ exitCode: 5 });
});

it.each([
  [true, 'refused'],
  [false, 'deployed'],
])('in an embedded cloud that holds it: %s; it is %s', async (held, outcome) => {
  terraform.account = ACCOUNTS.disposable;
  await deploy('local', options({ embedded: true }));
  terraform.held = held;
  files.set('local', 'disposable', light('x'), { identity: { app: 'shop' } });

  const again = deploy('local', options({ embedded: true })).then(
    () => 'deployed',
    ({ kind }) => (kind === 'guard' ? 'refused' : kind),
  );
  expect(await again).toBe(outcome);
});

describe('one that the account has under another name, and this clone never deployed', () => {
  beforeEach(() => {
    terraform.home = { app: 'acme', account: ACCOUNTS.staging, region: 'eu-west-1' };
    files.set('staging', 'staging', light('x'), { identity: { app: 'shop' } });
  });

  it.each([
    ['deploy', deploy],
    ['plan', planEnvironment],
  ] as const)('%s is refused before anything is shown', async (_, verb) => {
    const { options: given, text } = terraform.options({ yes: true });
    await expect(verb('staging', given)).rejects.toMatchObject({ exitCode: 5 });
    expect(text()).not.toContain('Plan:');
    expect(terraform.calls).not.toContain('apply');
  });

  it('destroy does not say that nothing is left', async () => {
    terraform.plans = [{}];
    await expect(destroy('staging', options())).rejects.toMatchObject({ exitCode: 5 });
  });

  it('is not looked for where the state knows the environment', async () => {
    terraform.plans = [
      plan(change('aws_a.b', ['create']), change('aws_a.c', ['update'], { x: 1 }, { x: 2 })),
    ];
    await expect(deploy('staging', options())).resolves.toMatchObject({ changed: true });
  });
});

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy } from './deploy';
import { destroy } from './destroy';
import { planEnvironment } from './plan-environment';
import { light } from './sample-resources';
import { change, plan, SampleTerraform } from './sample-terraform';
import { ACCOUNTS, SampleWorkspace } from './sample-workspace';
import { showOutput } from './show-output';
import { unlock } from './unlock';
import { validate } from './validate';
import { workspace as showWorkspace } from './workspace';

let files: SampleWorkspace;
let terraform: SampleTerraform;
beforeEach(() => {
  files = new SampleWorkspace();
  files.set('staging', 'staging', light('x'));
  files.set('prod', 'production', light('x'));
  files.set('local', 'disposable', light('x'));
  terraform = new SampleTerraform(files);
});
afterEach(() => files.remove());

const directory = (name: string, cloud = 'aws') => join(files.root, '.slipway/work', cloud, name);
const applied = () => terraform.calls.filter((call) => call.endsWith('apply'));
const UPDATE = plan(change('aws_a.b', ['update'], { x: 1 }, { x: 2 }));
const WITH_TABLE = {
  aws_dynamodb_table: { orders: { name: 'orders', lifecycle: { prevent_destroy: true } } },
};

describe('deploy', () => {
  it('applies what was shown after a yes, and prints the outputs', async () => {
    terraform.plans = [UPDATE];
    terraform.values = { url: { value: 'https://x', sensitive: false } };
    const { options, results } = terraform.options({ interactive: true });

    expect(await deploy('staging', options)).toMatchObject({ changed: true, outputs: terraform.values });
    expect(terraform.asked).toEqual(['Apply this to "staging"?']);
    expect(terraform.calls).toEqual(['init', 'plan', 'apply', 'outputs']);
    expect(results.join('\n')).toMatch(/aws_a\.b[\s\S]*"staging" is deployed[\s\S]*url {2}https:\/\/x/);
  });

  it('applies nothing after a no', async () => {
    terraform.plans = [UPDATE];
    terraform.answer = false;

    await expect(deploy('staging', terraform.options({ interactive: true }).options)).rejects.toMatchObject({
      exitCode: 14,
    });
    expect(applied()).toEqual([]);
  });

  it('applies nothing, and asks nothing, where nothing has changed', async () => {
    terraform.plans = [{}];
    const { options, results } = terraform.options({ interactive: true });

    expect(await deploy('staging', options)).toMatchObject({ changed: false });
    expect({ asked: terraform.asked, applied: applied() }).toEqual({ asked: [], applied: [] });
    expect(results).toContain('No changes: "staging" is what its file says.');
  });

  it('only plans on a dry run, also where nobody could confirm', async () => {
    terraform.plans = [UPDATE];
    const { options, text } = terraform.options();

    expect(await deploy('staging', { ...options, dryRun: true })).toMatchObject({
      changed: false,
      outputs: {},
    });
    expect(terraform.calls).toEqual(['init', 'plan']);
    expect(text()).toContain('aws_a.b');
  });

  it.each([
    ['failed', 1],
    ['stalePlan', 10],
    ['stateNotSaved', 12],
    ['cancelled', 130],
  ] as const)('ends as Terraform does: %s', async (kind, exitCode) => {
    terraform.plans = [UPDATE];
    terraform.fail('apply', kind, 'words of Terraform');
    const { options, results } = terraform.options({ yes: true });

    await expect(deploy('staging', options)).rejects.toMatchObject({
      exitCode,
      message: 'words of Terraform',
    });
    expect(results.join('\n')).not.toContain('is deployed');
    await expect(deploy('staging', options)).resolves.toMatchObject({ changed: true });
  });

  it('plans nothing with the credentials of another account, or in another workspace', async () => {
    terraform.account = ACCOUNTS.production;
    await expect(deploy('staging', terraform.options({ yes: true }).options)).rejects.toMatchObject({
      exitCode: 5,
    });

    terraform.account = ACCOUNTS.staging;
    terraform.workspace = 'prod';
    await expect(deploy('staging', terraform.options({ yes: true }).options)).rejects.toMatchObject({
      exitCode: 5,
    });
    expect(terraform.calls.filter((call) => call.startsWith('plan'))).toEqual([]);
  });

  it('refuses to lose what holds data', async () => {
    files.set('prod', 'production', WITH_TABLE);
    terraform.account = ACCOUNTS.production;
    terraform.plans = [plan(change('aws_dynamodb_table.orders', ['delete', 'create'], {}, {}))];
    const { options, text } = terraform.options({ yes: true });

    await expect(deploy('prod', options)).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringContaining('--allow-destroy aws_dynamodb_table.orders'),
    });
    expect(applied()).toEqual([]);
    expect(text()).toContain('aws_dynamodb_table.orders');
  });

  it('says which --allow-destroy has no effect', async () => {
    terraform.plans = [UPDATE];
    const { options, notes } = terraform.options({ yes: true });
    await deploy('staging', { ...options, allowDestroy: ['aws_a.c'] });

    expect(notes).toContain(
      '--allow-destroy aws_a.c: this plan does not remove that; the flag has no effect.',
    );
  });
});

describe('lifting protection', () => {
  const ORDERS = 'aws_dynamodb_table.orders';
  const on = { name: 'orders', hash_key: 'id', attribute: [], deletion_protection_enabled: true };
  const off = { ...on, deletion_protection_enabled: false };
  const loss = (before: object) => plan(change(ORDERS, ['delete'], before));

  beforeEach(() => {
    terraform.plans = [loss(on), loss(off)];
    terraform.lift = plan(change(ORDERS, ['update'], on, off));
  });
  const allowing = (more: object = {}) => {
    const { options, ...recorded } = terraform.options({ yes: true, ...more });
    return { options: { ...options, allowDestroy: [ORDERS] }, ...recorded };
  };

  it('is a step of its own, shown beforehand, and the plan is made again', async () => {
    const { options, results } = allowing();
    await deploy('staging', options);

    expect(results.join('\n')).toContain('deletion_protection_enabled becomes false');
    expect(terraform.calls).toEqual([
      'init',
      'plan',
      `lift: plan ${ORDERS}`,
      'lift: apply',
      'plan',
      'apply',
      'outputs',
    ]);
  });

  it('does nothing that nobody has seen', async () => {
    terraform.lift = plan(change(ORDERS, ['update'], on, off), change('aws_a.b', ['delete']));

    await expect(deploy('staging', allowing().options)).rejects.toMatchObject({
      exitCode: 10,
      message: expect.stringMatching(/delete aws_a\.b.*Nothing was changed/),
    });
    expect(applied()).toEqual([]);
  });

  it.each([
    ['staging', { yes: true }],
    ['local', { embedded: true }],
  ] as const)('applies no plan that it has changed where nobody is asked: %s', async (name, more) => {
    terraform.plans = [loss(on), plan(change(ORDERS, ['delete'], off), change('aws_a.b', ['delete']))];
    if (name === 'local') terraform.account = ACCOUNTS.disposable;
    const { options, text } = allowing({ yes: undefined, ...more });

    await expect(deploy(name, options)).rejects.toMatchObject({
      exitCode: 10,
      message: expect.stringContaining('The new plan is above, and was not applied. Protection is off now'),
    });
    expect(applied()).toEqual(['lift: apply']);
    expect(text()).toContain('aws_a.b');
  });

  it.each([true, false])('asks once more about a plan that it has changed: %s', async (again) => {
    terraform.plans = [loss(on), plan(change(ORDERS, ['delete'], off), change('aws_a.b', ['delete']))];
    terraform.meanwhile = () => void (terraform.asked.length === 1 && (terraform.answer = again));
    terraform.answer = true;
    const { options } = allowing({ yes: undefined, interactive: true });
    options.prompt.confirm = (question: string) =>
      Promise.resolve(terraform.asked.push(question) === 1 ? true : again);
    const run = deploy('staging', options);

    if (again) await expect(run).resolves.toMatchObject({ changed: true });
    else await expect(run).rejects.toMatchObject({ exitCode: 14 });
    expect(terraform.asked).toHaveLength(2);
    expect(applied()).toEqual(again ? ['lift: apply', 'apply'] : ['lift: apply']);
  });
});

describe('destroy', () => {
  const GONE = plan(change('aws_a.b', ['delete']));
  const cleanUp = () => Promise.resolve(void terraform.calls.push('clean up'));

  it('removes everything, then what was made beside Terraform, and stops a cloud that is empty', async () => {
    terraform.plans = [GONE];
    terraform.account = ACCOUNTS.disposable;
    const { options, text } = terraform.options({ embedded: true });

    expect(await destroy('local', { ...options, cleanUp })).toMatchObject({ changed: true });
    expect(terraform.calls).toEqual([
      'cloud.open',
      'init',
      'plan -destroy',
      'cloud.occupy',
      'apply',
      'cloud.keep',
      'clean up',
      'cloud.leave',
    ]);
    expect(text()).toMatch(/it is stopped[\s\S]*"local" is destroyed/);
  });

  it('leaves a cloud running that others are in', async () => {
    terraform.plans = [GONE];
    terraform.account = ACCOUNTS.disposable;
    terraform.others = true;
    const { options, text } = terraform.options({ embedded: true });
    await destroy('local', options);

    expect(text()).not.toContain('it is stopped');
  });

  it('cleans up after a run that was stopped before it could', async () => {
    terraform.plans = [{}];
    const { options, results } = terraform.options({ yes: true });

    expect(await destroy('staging', { ...options, cleanUp })).toMatchObject({ changed: false });
    expect(terraform.calls).toEqual(['init', 'plan -destroy', 'clean up']);
    expect(results).toEqual(['There is nothing left of "staging".']);
  });

  it('wants the name of a production environment', async () => {
    terraform.plans = [GONE];
    terraform.account = ACCOUNTS.production;
    terraform.typed = 'staging';
    const { options } = terraform.options({ interactive: true });

    await expect(destroy('prod', { ...options, cleanUp })).rejects.toMatchObject({ exitCode: 14 });
    expect([...applied(), ...terraform.calls.filter((call) => call === 'clean up')]).toEqual([]);
  });

  it('cleans nothing up when Terraform fails', async () => {
    terraform.plans = [GONE];
    terraform.fail('apply', 'failed');
    const { options } = terraform.options({ yes: true });

    await expect(destroy('staging', { ...options, cleanUp })).rejects.toMatchObject({ exitCode: 1 });
    expect(terraform.calls).not.toContain('clean up');
  });
});

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

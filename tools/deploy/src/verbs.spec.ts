import { deploy } from './deploy';
import { destroy } from './destroy';
import { change, plan, SampleTerraform } from './sample-terraform';
import { ACCOUNTS, SampleWorkspace } from './sample-workspace';

let files: SampleWorkspace;
let terraform: SampleTerraform;
beforeEach(() => {
  files = SampleWorkspace.ofThree();
  terraform = new SampleTerraform(files);
});
afterEach(() => files.remove());

/** The watch over the cloud looks when a test lets time pass. */
const holdWatch = () =>
  jest.useFakeTimers({
    now: Date.now(),
    doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'],
  });
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

  it.each([
    ['staging', deploy, 'deploy'],
    ['staging', destroy, 'destroy'],
  ] as const)('refuses to lose what holds data in %s, and names the verb: %s', async (name, verb, word) => {
    terraform.plans = [plan(change('aws_dynamodb_table.orders', ['delete'], {}))];

    await expect(verb(name, terraform.options({ yes: true }).options)).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringContaining(
        `npx slipway ${word} staging --allow-destroy aws_dynamodb_table.orders`,
      ),
    });
    expect(applied()).toEqual([]);
  });

  it('lets go of it where an environment is disposable', async () => {
    terraform.account = ACCOUNTS.disposable;
    terraform.plans = [plan(change('aws_dynamodb_table.orders', ['delete'], {}))];

    expect(await deploy('local', terraform.options({ yes: true }).options)).toMatchObject({ changed: true });
    expect(applied()).toEqual(['apply']);
  });

  it('tells of an embedded cloud that goes away in the middle, whatever Terraform says of it', async () => {
    holdWatch();
    terraform.plans = [UPDATE];
    terraform.account = ACCOUNTS.disposable;
    const { options } = terraform.options({ embedded: true });
    const occupy = async () => {
      await jest.advanceTimersByTimeAsync(10_000);
      throw new Error('connection refused');
    };
    const cloud = { ...options.cloud, isAlive: () => Promise.resolve(false), occupy };

    await expect(deploy('local', { ...options, cloud })).rejects.toMatchObject({
      kind: 'cloud',
      exitCode: 13,
      message: expect.stringMatching(
        /went away in the middle.*Run again: npx slipway deploy local --embedded$/,
      ),
    });
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

  it('does not take the stop of a cloud for its end in the middle', async () => {
    holdWatch();
    terraform.plans = [GONE];
    terraform.account = ACCOUNTS.disposable;
    const { options } = terraform.options({ embedded: true });
    let alive = true;
    const leave = async () => {
      alive = false;
      await jest.advanceTimersByTimeAsync(10_000);
      throw new Error('It does not stop.');
    };
    const cloud = { ...options.cloud, isAlive: () => Promise.resolve(alive), leave };

    await expect(destroy('local', { ...options, cloud })).rejects.toThrow('It does not stop.');
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

  it.each([
    ['with what Terraform made', [GONE], ['apply', 'clean up']],
    ['where Terraform has nothing left', [{}], ['clean up']],
  ])('names what goes too before it asks, %s', async (_, plans, calls) => {
    terraform.plans = plans;
    const goesToo = async () => ['web: KEY'];
    const { options, notes } = terraform.options({ interactive: true });
    const seen: string[] = [];
    const no = async () => {
      seen.push(...notes);
      return false;
    };
    const refusing = { ...options, prompt: { ...options.prompt!, confirm: no } };
    await expect(destroy('staging', { ...refusing, goesToo, cleanUp })).rejects.toMatchObject({
      exitCode: 14,
    });
    expect(seen).toContain('web: KEY');
    expect(terraform.calls).not.toContain('clean up');

    terraform.plans = plans;
    terraform.calls.length = 0;
    const { options: answered } = terraform.options({ yes: true });
    await destroy('staging', { ...answered, goesToo, cleanUp });
    expect(terraform.calls.filter((call) => call === 'apply' || call === 'clean up')).toEqual(calls);
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

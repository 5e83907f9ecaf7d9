import { join } from 'node:path';
import { deploy } from './deploy';
import { change, plan, SampleTerraform } from './sample-terraform';
import { ACCOUNTS, SampleWorkspace } from './sample-workspace';

let files: SampleWorkspace;
let terraform: SampleTerraform;
beforeEach(() => {
  files = SampleWorkspace.ofThree();
  terraform = new SampleTerraform(files);
});
afterEach(() => files.remove());

const applied = () => terraform.calls.filter((call) => call.endsWith('apply'));

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
    // It shares what init made.
    const own = join(files.root, '.slipway/work/aws/staging');
    expect(terraform.lifts).toEqual([
      { directory: join(own, 'lift-protection'), env: { TF_DATA_DIR: join(own, '.terraform') } },
    ]);
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
      message: expect.stringMatching(
        /delete aws_a\.b.*Nothing was changed.*without --allow-destroy: npx slipway deploy staging$/,
      ),
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

import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaint, ScriptedTerraform } from './scripted-terraform';
import type { Terraform } from './terraform';

let scripted: ScriptedTerraform;
beforeEach(() => {
  scripted = new ScriptedTerraform();
});
afterEach(() => scripted.remove());

const ANSWERS: { readonly [verb: string]: string } = {
  show: '{"format_version":"1.2"}',
  output: '{"url":{"value":"https://a","sensitive":false}}',
  validate: '{"diagnostics":[{"severity":"warning","summary":"Deprecated"}]}',
  workspace: 'staging\n',
  state: '{"serial":3}',
};
const ANSWERING = `case "$1" in\n${Object.entries(ANSWERS)
  .map(([verb, text]) => `${verb}) printf '%s' '${text}';;`)
  .join('\n')}\nesac`;

/** Safety rests on these: what is not in the saved plan is not applied, and nothing asks, upgrades or migrates. */
const VERBS: readonly [string, (terraform: Terraform) => Promise<unknown>, readonly string[], unknown?][] = [
  ['init', (t) => t.init(), ['init', '-json', '-input=false', '-lockfile=readonly', '-reconfigure']],
  [
    'init without a backend',
    (t) => t.init({ backend: false }),
    ['init', '-json', '-input=false', '-lockfile=readonly', '-backend=false'],
  ],
  [
    'selectWorkspace',
    (t) => t.selectWorkspace('staging'),
    ['workspace', 'select', '-or-create=true', '-no-color', 'staging'],
  ],
  ['currentWorkspace', (t) => t.currentWorkspace(), ['workspace', 'show'], 'staging'],
  [
    'plan',
    (t) => t.plan({ file: 'a.tfplan' }),
    ['plan', '-json', '-input=false', '-detailed-exitcode', '-out=a.tfplan'],
    { changes: false, prevented: [] },
  ],
  [
    'plan of a destruction',
    (t) => t.plan({ file: 'a.tfplan', destroy: true }),
    ['plan', '-json', '-input=false', '-detailed-exitcode', '-out=a.tfplan', '-destroy'],
  ],
  [
    'plan of some addresses',
    (t) => t.plan({ file: 'a.tfplan', targets: ['aws_lb.a', 'aws_s3_bucket.b["c d"]'] }),
    [
      'plan',
      '-json',
      '-input=false',
      '-detailed-exitcode',
      '-out=a.tfplan',
      '-target=aws_lb.a',
      '-target=aws_s3_bucket.b["c d"]',
    ],
  ],
  ['showPlan', (t) => t.showPlan('a.tfplan'), ['show', '-json', 'a.tfplan'], { format_version: '1.2' }],
  ['apply', (t) => t.apply('a.tfplan'), ['apply', '-json', '-input=false', 'a.tfplan']],
  ['outputs', (t) => t.outputs(), ['output', '-json'], { url: { value: 'https://a', sensitive: false } }],
  [
    'validate',
    (t) => t.validate(),
    ['validate', '-json'],
    [expect.objectContaining({ severity: 'warning', summary: 'Deprecated' })],
  ],
  ['forceUnlock', (t) => t.forceUnlock('4c36'), ['force-unlock', '-force', '-no-color', '4c36']],
  ['pullState', (t) => t.pullState(), ['state', 'pull'], { serial: 3 }],
  ['pushState', (t) => t.pushState('errored.tfstate'), ['state', 'push', 'errored.tfstate']],
];

it.each(VERBS)('%s says exactly this to Terraform', async (...row) => {
  const [, call, args, answer] = row;
  const result = await call(scripted.that(ANSWERING));

  expect(scripted.calls).toEqual([
    { args, directory: scripted.directory, env: expect.objectContaining({ PATH: process.env.PATH }) },
  ]);
  if (answer !== undefined) expect(result).toEqual(answer);
});

it('says how a person runs a command here', () => {
  expect(scripted.that('').byHand('state', 'list')).toBe('terraform -chdir=work state list');
  expect(scripted.that('', { cloud: 'embedded' }).byHand('state', 'list')).toMatch(
    /^\(there=.* && eval "\$there" && terraform -chdir=work state list\)$/,
  );
});

describe('what Terraform may know of the caller', () => {
  const OF_THE_SHELL = ['PWD', 'OLDPWD', 'SHLVL', '_', 'NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE'];
  const given = (index: number) =>
    Object.fromEntries(
      Object.entries(scripted.calls[index]?.env ?? {}).filter(([name]) => !OF_THE_SHELL.includes(name)),
    );

  it('is the environment that was given, whatever this process has', async () => {
    process.env.TF_CLI_ARGS = '-destroy';
    try {
      const env = { PATH: process.env.PATH, AWS_REGION: 'eu-west-1' };
      const terraform = scripted.that(ANSWERING, { env });
      await terraform.showPlan('a');
      await terraform.apply('a');

      expect(given(0)).toEqual(env);
      expect(given(1)).toEqual(env);
    } finally {
      delete process.env.TF_CLI_ARGS;
    }
  });

  it('is more in another directory, and there alone', async () => {
    const other = join(scripted.home, 'other');
    mkdirSync(other);
    const terraform = scripted.that(ANSWERING);
    await terraform.in(other, { TF_WORKSPACE: 'staging' }).apply('a');
    await terraform.in(other).showPlan('a');
    await terraform.showPlan('a');

    expect(scripted.calls.map(({ directory }) => directory)).toEqual([other, other, scripted.directory]);
    expect(scripted.calls.map(({ env }) => env.TF_WORKSPACE)).toEqual(['staging', undefined, undefined]);
    expect(given(0)).toHaveProperty('PATH');
  });
});

describe('init', () => {
  it('has the shared cache for itself, and lets it go', async () => {
    const cache = join(scripted.home, 'cache');
    const env = { PATH: process.env.PATH, TF_PLUGIN_CACHE_DIR: cache };
    await scripted.that(`cat "$TF_PLUGIN_CACHE_DIR/.slipway-lock" > '${scripted.home}/held'`, { env }).init();

    expect(readFileSync(join(scripted.home, 'held'), 'utf8')).toBe(String(process.pid));
    expect(existsSync(join(cache, '.slipway-lock'))).toBe(false);
  });

  it('lets it go also when it fails', async () => {
    const cache = join(scripted.home, 'cache');
    const env = { PATH: process.env.PATH, TF_PLUGIN_CACHE_DIR: cache };

    await expect(scripted.that('exit 1', { env }).init()).rejects.toThrow('init ended with code 1');
    expect(readdirSync(cache)).toEqual([]);
  });
});

describe('a plan', () => {
  const PREVENTED = complaint('Instance cannot be destroyed', 'prevent_destroy');

  it.each([
    [0, false],
    [2, true],
  ])('that ends with %d has changes: %s', async (code, changes) => {
    await expect(scripted.that(`exit ${code}`).plan({ file: 'a' })).resolves.toEqual({
      changes,
      prevented: [],
    });
  });

  it('that prevent_destroy forbids is there to be looked at', async () => {
    await expect(scripted.that(`${PREVENTED}\nexit 1`).plan({ file: 'a' })).resolves.toEqual({
      changes: true,
      prevented: [expect.objectContaining({ summary: 'Instance cannot be destroyed' })],
    });
  });

  it('that anything else forbids, too, is a failure', async () => {
    const script = `${PREVENTED}\n${complaint('Rate exceeded')}\nexit 1`;

    await expect(scripted.that(script).plan({ file: 'a' })).rejects.toMatchObject({ kind: 'throttled' });
  });
});

describe('what is not as expected', () => {
  it('an apply that ends with 2 has failed: only a plan means changes by it', async () => {
    await expect(scripted.that('exit 2').apply('a')).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('apply ended with code 2'),
    });
  });

  it('prevent_destroy in an apply is a failure', async () => {
    const script = `${complaint('Instance cannot be destroyed')}\nexit 1`;

    await expect(scripted.that(script).apply('a')).rejects.toThrow('Instance cannot be destroyed');
  });

  it.each(VERBS.filter(([name]) => !/^(?:init|plan|apply|validate)/.test(name)))(
    '%s that ends badly tells why',
    async (_, call) => {
      const script = `echo nothing; echo 'Error: It broke.\n\nBadly.' >&2\nexit 1`;

      await expect(call(scripted.that(script))).rejects.toThrow(
        /^Terraform could not finish for "staging"\.\n\nIt broke\.\n {2}Badly\.$/,
      );
    },
  );

  it('a command that says it on standard output only is heard there', async () => {
    await expect(scripted.that('echo "No state"; exit 1').outputs()).rejects.toThrow('No state');
  });

  it('validate that answers with something else fails in its words', async () => {
    await expect(scripted.that('echo "panic: oh no" >&2').validate()).rejects.toMatchObject({
      name: 'Failure',
      message: expect.stringContaining('panic: oh no'),
    });
  });

  it('no state yet is not an empty one', async () => {
    await expect(scripted.that('echo').pullState()).resolves.toBeUndefined();
  });

  it('a program that is gone is told', async () => {
    const toolchain = { product: 'terraform', binary: '/nowhere/terraform', version: '1.11.4' } as const;

    await expect(scripted.that('', { toolchain }).outputs()).rejects.toThrow('ENOENT');
    await expect(scripted.that('', { toolchain }).apply('a')).rejects.toThrow('ENOENT');
  });
});

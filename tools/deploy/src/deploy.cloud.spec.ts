import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, recordedOutput } from '@slipway/tool-terminal';
import { deploy } from './deploy';
import { destroy } from './destroy';
import { forgetIdentity } from './identity';
import type { VerbOptions } from './options';
import { planEnvironment } from './plan-environment';
import { SampleCloud } from './sample-cloud';
import { light, precious, slow } from './sample-resources';
import { ACCOUNTS, SampleWorkspace } from './sample-workspace';
import { showOutput } from './show-output';
import { unlock } from './unlock';
import { workspace as showWorkspace } from './workspace';

const cloud = new SampleCloud();
let workspace: SampleWorkspace;

beforeEach(() => {
  workspace = new SampleWorkspace();
});
afterEach(() => workspace.remove());
afterAll(() => cloud.remove());

function recorded(interactive = false) {
  const { output, results, notes } = recordedOutput(interactive);
  const options: VerbOptions = { ...workspace.options(), cloud: cloud.port, output };
  return { options, results, notes };
}

/** The failure that a verb ends with; that it does not fail is one, too. */
async function failureOf(verb: Promise<unknown>): Promise<Failure> {
  const outcome = await verb.catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(Failure);
  return outcome as Failure;
}

const workingDirectory = (name: string) => join(workspace.root, '.slipway/work/embedded', name);

it('finds an environment that was renamed by its domain, in a clone that never deployed it', async () => {
  const at = (url: string, app: string) =>
    workspace.set('local', 'disposable', light('x'), { output: { url: { value: url } }, identity: { app } });
  const planRenamed = async () => {
    at('https://acme.example', 'shop');
    forgetIdentity(workingDirectory('local'));
    return planEnvironment('local', recorded().options);
  };
  at('https://other.example', 'acme');
  await deploy('local', recorded().options);
  await expect(planRenamed()).resolves.toMatchObject({ summary: { counts: { create: 1 } } });

  at('https://acme.example', 'acme');
  await deploy('local', recorded().options);
  const refused = await failureOf(planRenamed());
  expect(refused).toMatchObject({ exitCode: 5, message: expect.stringContaining("lives with app: 'acme'") });

  at('https://acme.example', 'acme');
  await destroy('local', recorded().options);
});

it('deploys, finds nothing to do, plans an edit, shows outputs, destroys, and stops the cloud', async () => {
  const output = {
    topic: { value: '${terraform_data.light.output}' },
    password: { value: 'hush', sensitive: true },
  };
  workspace.set('local', 'disposable', light('acme-local'), { output });
  const { options, results, notes } = recorded();

  await expect(deploy('local', options)).resolves.toMatchObject({
    changed: true,
    summary: { counts: { create: 1 } },
  });
  expect(results.join('\n')).toMatch(
    /Plan: 1 created[\s\S]*is deployed[\s\S]*password {2}\(secret\)\ntopic {5}acme-local/,
  );
  expect(notes.join('\n')).toContain('✓ created terraform_data.light');

  await expect(deploy('local', options)).resolves.toMatchObject({ changed: false });
  expect(results.join('\n')).toContain('No changes: "local" is what its file says.');

  workspace.set('local', 'disposable', light('acme-renamed'), { output });
  const edited = planEnvironment('local', { ...options, detailedExitCode: true });
  await expect(edited).resolves.toMatchObject({
    exitCode: 3,
    summary: { counts: { update: 1, replace: 0, destroy: 0 } },
  });

  const shown = recorded();
  await showOutput('local', { ...shown.options, json: true });
  await showOutput('local', { ...shown.options, only: 'password' });
  expect(shown.results.map((text) => text.trim())).toEqual(['{\n  "topic": "acme-local"\n}', 'hush']);

  await expect(destroy('local', options)).resolves.toMatchObject({ changed: true });
  await expect(cloud.port.isAlive()).resolves.toBe(false);
  expect([...results, ...notes].join('\n')).not.toContain('hush');
});

it('names who holds the lock, since when, and releases it by its id', async () => {
  workspace.set('local', 'disposable', light('locked'));
  const { options } = recorded();
  await deploy('local', options);
  const id = '5e3a8f2c-0000-4000-8000-000000000001';
  await cloud.lock('local', id);

  const failure = await failureOf(deploy('local', options));
  expect(failure).toMatchObject({ kind: 'locked', exitCode: 7 });
  expect(failure.message).toMatch(
    /who {4}jo@laptop, applying with version 1\.11\.4\n {2}since {2}2026-11-23T08:15:00Z, \d+ \w+ ago\n {2}id {5}5e3a8f2c/,
  );
  expect(failure.message).toContain(`npx slipway unlock local ${id}`);

  expect(
    (await failureOf(unlock('local', '5e3a8f2c-0000-4000-8000-00000000ffff', options))).message,
  ).toContain(id);
  await unlock('local', id, options);
  expect(await failureOf(unlock('local', id, options))).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/"local" is not locked/),
  });
  await expect(deploy('local', options)).resolves.toMatchObject({ changed: false });
});

it('does not apply a plan that somebody has overtaken', async () => {
  workspace.set('staging', 'staging', light('mine'));
  const elsewhere = new SampleWorkspace();
  try {
    elsewhere.set('staging', 'staging', light('theirs'));
    const { options } = recorded(true);
    const theirs = { ...recorded().options, ...elsewhere.options(), yes: true };
    const prompt = {
      confirm: async () => (await deploy('staging', theirs)).changed,
      text: () => Promise.resolve(''),
    };

    expect(await failureOf(deploy('staging', { ...options, prompt }))).toMatchObject({
      kind: 'stalePlan',
      exitCode: 10,
      message: expect.stringContaining('Someone changed "staging"'),
    });
    await destroy('staging', theirs);
  } finally {
    elsewhere.remove();
  }
});

it('plans nothing with the credentials of another account', async () => {
  const environment = workspace.set('staging', 'staging', light('elsewhere'));
  const { options } = recorded();
  const misled = {
    ...cloud.port,
    open: (_: unknown, stack: Parameters<typeof cloud.port.open>[1]) =>
      cloud.port.open({ ...environment, aws: { ...environment.aws, account: ACCOUNTS.production } }, stack),
  };

  const failure = await failureOf(deploy('staging', { ...options, yes: true, cloud: misled }));
  expect(failure).toMatchObject({ kind: 'guard', exitCode: 5 });
  expect(failure.message).toContain('account 222222222222, but "staging" lives in 111111111111');
  expect(existsSync(join(workingDirectory('staging'), 'slipway.tfplan'))).toBe(false);
});

it('returns to its own workspace when somebody has selected another by hand', async () => {
  workspace.set('local', 'disposable', light('workspace'));
  const { options, results } = recorded();
  await deploy('local', options);
  writeFileSync(join(workingDirectory('local'), '.terraform/environment'), 'other');

  await showWorkspace('local', options);
  expect(results.at(-1)).toContain(
    'workspace  local\nstate      s3://acme-tfstate-000000000000-eu-west-1/env:/local/',
  );
  await expect(deploy('local', options)).resolves.toMatchObject({ changed: false });
});

it('refuses to lose what holds data in production, and loses it when it is named', async () => {
  workspace.set('prod', 'production', precious('acme-files', 'acme-orders'));
  const { options, results } = recorded();
  await deploy('prod', { ...options, yes: true });

  // The bucket is replaced; the table leaves the configuration, and its prevent_destroy with it.
  const { aws_s3_bucket, aws_s3_object } = precious('acme-papers', '');
  workspace.set('prod', 'production', { aws_s3_bucket: aws_s3_bucket!, aws_s3_object: aws_s3_object! });
  const refused = await failureOf(deploy('prod', { ...options, yes: true }));
  expect(refused).toMatchObject({ kind: 'protected', exitCode: 6 });
  expect(refused.message).toContain('bucket: "acme-files" → "acme-papers"');
  expect(refused.message).toContain(
    'npx slipway deploy prod --allow-destroy aws_dynamodb_table.orders --allow-destroy aws_s3_bucket.files',
  );

  const allowDestroy = ['aws_s3_bucket.files', 'aws_dynamodb_table.orders'];
  await deploy('prod', { ...options, yes: true, allowDestroy });
  expect(results.join('\n')).toMatch(
    /BEFORE THAT[\s\S]*aws_dynamodb_table\.orders: deletion_protection_enabled becomes false[\s\S]*aws_s3_bucket\.files: force_destroy becomes true/,
  );
});

it('says so at once when the embedded cloud dies in the middle, and goes on from before', async () => {
  workspace.set('local', 'disposable', slow(60));
  const { options } = recorded();
  const started = Date.now();
  const doomed = failureOf(deploy('local', options));
  await cloud.whenApplying(workingDirectory('local'));
  cloud.kill();

  expect(await doomed).toMatchObject({
    kind: 'cloud',
    exitCode: 13,
    message: expect.stringContaining('as it was before this run'),
  });
  expect(Date.now() - started).toBeLessThan(60_000);
  expect(existsSync(join(workingDirectory('local'), 'errored.tfstate'))).toBe(false);

  workspace.set('local', 'disposable', slow(0));
  await expect(deploy('local', options)).resolves.toMatchObject({ summary: { counts: { create: 1 } } });
});

it('goes back to before the run when Terraform itself was killed', async () => {
  workspace.set('local', 'disposable', slow(0));
  const { options, notes } = recorded();
  await deploy('local', options);
  workspace.set('local', 'disposable', slow(60));
  const killed = failureOf(deploy('local', options));
  await cloud.whenApplying(workingDirectory('local'));
  cloud.killTerraform(workingDirectory('local'));
  expect(await killed).toMatchObject({ kind: 'killed', exitCode: 137 });

  workspace.set('local', 'disposable', slow(0));
  await expect(deploy('local', options)).resolves.toMatchObject({ changed: false });
  expect(notes.join('\n')).toContain('goes back to its state before that run');
});

it('pushes a state that an earlier run could not save before it plans anything', async () => {
  workspace.set('local', 'disposable', light('kept'), {
    output: { note: { value: 'old' } },
  });
  const { options } = recorded();
  await deploy('local', options);
  await cloud.asAws(workspace, 'local', async (aws) => {
    const state = await cloud.state('local');
    const kept = { ...state, serial: state.serial + 1, outputs: { note: { value: 'kept', type: 'string' } } };
    const directory = join(workspace.root, '.slipway/work/aws/local');
    await showOutput('local', { ...options, ...aws });
    writeFileSync(join(directory, 'errored.tfstate'), JSON.stringify(kept));

    const { summary } = await planEnvironment('local', { ...options, ...aws });
    expect(summary.outputs).toEqual(['note']);
    expect(existsSync(join(directory, 'errored.tfstate'))).toBe(false);
    expect(JSON.parse(readFileSync(join(directory, 'errored.tfstate.pushed'), 'utf8'))).toEqual(kept);

    writeFileSync(join(directory, 'errored.tfstate'), JSON.stringify({ ...kept, serial: 1 }));
    const failure = await failureOf(planEnvironment('local', { ...options, ...aws }));
    expect(failure).toMatchObject({ kind: 'stateNotSaved', exitCode: 12 });
    expect(failure.message).toContain('someone deployed in between');
  });
});

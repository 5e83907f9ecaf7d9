import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFile } from '@slipway/tool-terraform';
import {
  forgetPlans,
  forgetWorkspace,
  initFingerprint,
  isInitialized,
  prepareLiftDirectory,
  prepareWorkingDirectory,
  rememberInit,
  workingDirectory,
  writeAllowOverride,
  type Ingredients,
} from './working-directory';

const TOOLCHAIN = { product: 'terraform', binary: 'terraform', version: '1.11.4' } as const;
const STACK = {
  terraform: { backend: { s3: { bucket: 'b', key: 'k', region: 'r' } } },
  resource: { aws_s3_bucket: { files: {} } },
};
const OVERRIDE = { provider: { aws: [{ max_retries: 2 }] }, resource: { aws_vpc: { network: {} } } };

let workspace: string;
let directory: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-work-'));
  directory = workingDirectory(workspace, 'aws', 'staging');
  mkdirSync(join(workspace, 'environments/staging'), { recursive: true });
  writeFileSync(join(workspace, 'environments/staging/.terraform.lock.hcl'), lockFile());
});
afterEach(() => rmSync(workspace, { recursive: true }));

function prepare(more: Partial<Ingredients> = {}, stack: object = STACK): void {
  const stackFile = join(workspace, 'synthesized.json');
  writeFileSync(stackFile, JSON.stringify(stack));
  prepareWorkingDirectory(directory, {
    workspace,
    environment: 'staging',
    stackFile,
    toolchain: TOOLCHAIN,
    ...more,
  });
}

const read = (name: string) => readFileSync(join(directory, name), 'utf8');

/** What init leaves behind. */
function initialize(fingerprint: string): void {
  const provider = join(
    directory,
    '.terraform/providers/registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64',
  );
  mkdirSync(provider, { recursive: true });
  writeFileSync(join(directory, '.terraform/environment'), 'staging');
  rememberInit(directory, fingerprint);
}

describe('prepareWorkingDirectory', () => {
  it('lays out what was synthesized as it is, and the committed lock file', () => {
    prepare();

    expect(readdirSync(directory).sort()).toEqual(['.terraform.lock.hcl', 'cdk.tf.json']);
    expect(JSON.parse(read('cdk.tf.json'))).toEqual(STACK);
    expect(read('.terraform.lock.hcl')).toBe(lockFile());
  });

  it('leaves nothing of an earlier run that Terraform would read, and everything that is its own', () => {
    prepare({ cloudOverride: OVERRIDE });
    writeAllowOverride(directory, { resource: {} });
    writeFileSync(join(directory, 'old.tfplan'), '');
    writeFileSync(join(directory, 'errored.tfstate'), '{}');
    mkdirSync(join(directory, '.terraform'));
    prepare();

    expect(readdirSync(directory).sort()).toEqual([
      '.terraform',
      '.terraform.lock.hcl',
      'cdk.tf.json',
      'errored.tfstate',
    ]);
  });

  it('lets nobody else on this machine in, also where an earlier run did', () => {
    prepare();
    chmodSync(directory, 0o755);
    prepare();

    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });

  it('forgets the plans of a run, also that of switching protection off', () => {
    prepare();
    mkdirSync(join(directory, 'lift-protection'));
    for (const plan of ['slipway.tfplan', 'lift-protection/lift-protection.tfplan'])
      writeFileSync(join(directory, plan), '');
    forgetPlans(directory);

    expect(readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()).toEqual([
      '.terraform.lock.hcl',
      'cdk.tf.json',
      'lift-protection',
    ]);
  });

  it('gives OpenTofu its own lock file', () => {
    prepare({ toolchain: { product: 'opentofu' } });

    expect(read('.terraform.lock.hcl')).toContain('registry.opentofu.org/hashicorp/aws');
  });

  it('takes the override of a run away with the next', () => {
    prepare();
    writeAllowOverride(directory, { resource: { aws_s3_bucket: { files: {} } } });
    expect(existsSync(join(directory, 'allow_destroy_override.tf.json'))).toBe(true);
    writeAllowOverride(directory, undefined);

    expect(existsSync(join(directory, 'allow_destroy_override.tf.json'))).toBe(false);
  });
});

describe('init', () => {
  const fingerprint = (toolchain = TOOLCHAIN, config = {}) => initFingerprint(directory, toolchain, config);

  it('is left out while nothing changes that it depends on', () => {
    prepare();
    expect(isInitialized(directory, fingerprint(), 'staging')).toBe(false);
    initialize(fingerprint());
    expect(isInitialized(directory, fingerprint(), 'staging')).toBe(true);

    prepare({}, { ...STACK, resource: {} });
    expect(isInitialized(directory, fingerprint(), 'staging')).toBe(true);
  });

  it.each([
    ['the backend', () => prepare({}, { terraform: { backend: { s3: { bucket: 'other' } } } })],
    ['what the cloud needs otherwise', () => prepare({ cloudOverride: OVERRIDE })],
    ['the lock', () => prepare({ toolchain: { product: 'opentofu' } })],
    ['the workspace', () => forgetWorkspace(directory)],
    [
      'the providers',
      () =>
        rmSync(join(directory, '.terraform/providers/registry.terraform.io/hashicorp/aws/5.100.0'), {
          recursive: true,
        }),
    ],
  ])('is done again when %s changes', (_, change) => {
    prepare();
    initialize(fingerprint());
    change();

    expect(isInitialized(directory, fingerprint(), 'staging')).toBe(false);
  });

  it('is done again for another program or another source of providers', () => {
    prepare();

    expect(fingerprint({ ...TOOLCHAIN, version: '1.12.0' } as never)).not.toBe(fingerprint());
    expect(fingerprint(TOOLCHAIN, { TF_CLI_CONFIG_FILE: '/mirror' })).not.toBe(fingerprint());
  });
});

describe('prepareLiftDirectory', () => {
  it('holds the switching off alone, and of the overrides what concerns every resource', () => {
    prepare({ cloudOverride: OVERRIDE });
    const plan = {
      resource_changes: [
        {
          address: 'aws_s3_bucket.files',
          mode: 'managed' as const,
          type: 'aws_s3_bucket',
          name: 'files',
          change: { actions: ['delete'], before: { bucket: 'b', force_destroy: false }, after: null },
        },
      ],
    };
    const unlock = prepareLiftDirectory(directory, STACK, plan, ['aws_s3_bucket.files']);
    const written = (name: string) => JSON.parse(readFileSync(join(unlock, name), 'utf8')) as object;

    expect(written('cdk.tf.json')).toMatchObject({
      terraform: STACK.terraform,
      resource: { aws_s3_bucket: { files: { force_destroy: true } } },
    });
    expect(written('cloud_override.tf.json')).toEqual({ provider: OVERRIDE.provider });
  });
});

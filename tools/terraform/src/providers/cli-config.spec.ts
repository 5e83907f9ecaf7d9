import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cliConfig } from './cli-config';

const PROVIDER = { host: 'registry.terraform.io', version: '5.100.0' };
const UNPACKED = 'registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64';
let top: string;
let notes: string[];

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'slipway-cli-config-'));
  notes = [];
});
afterEach(() => rmSync(top, { recursive: true }));

function write(path: string, text: string): string {
  const file = join(top, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function decide(
  online: boolean,
  env: NodeJS.ProcessEnv = {},
  product: 'terraform' | 'opentofu' = 'terraform',
  platform = 'linux_amd64',
) {
  return cliConfig({
    workspace: join(top, 'workspace'),
    toolchain: { product },
    provider: { ...PROVIDER, platform },
    machine: { home: join(top, 'home'), env, platform: 'linux', top },
    note: (text) => notes.push(text),
    reachable: () => Promise.resolve(online),
  });
}

const mirror = () => mkdirSync(join(top, 'opt/mirror', UNPACKED), { recursive: true });

describe('cliConfig', () => {
  it('online: nothing but a cache that all environments share', async () => {
    mirror();

    await expect(decide(true)).resolves.toEqual({
      TF_CLI_CONFIG_FILE: undefined,
      TF_PLUGIN_CACHE_DIR: join(top, 'workspace/.slipway/terraform/providers-terraform'),
    });
  });

  it.each([
    ['linux_amd64', undefined],
    ['linux_arm64', 'true'],
    ['darwin_amd64', 'true'],
  ])('lets the cache be used on %s', async (platform, may) => {
    const { TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE } = await decide(true, {}, 'terraform', platform);

    expect(TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE).toBe(may);
  });

  it('keeps the builds of the two registries apart', async () => {
    const { TF_PLUGIN_CACHE_DIR } = await decide(true, {}, 'opentofu');

    expect(TF_PLUGIN_CACHE_DIR).toMatch(/providers-opentofu$/);
  });

  it('offline with a mirror on the machine: takes the provider from there, and from nowhere else', async () => {
    mirror();
    const { TF_CLI_CONFIG_FILE: file } = await decide(false);

    expect(file).toContain(join(top, 'workspace/.slipway/terraform/'));
    expect(readFileSync(file!, 'utf8')).toBe(`provider_installation {
  filesystem_mirror {
    path    = "${join(top, 'opt/mirror')}"
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
`);
    expect(notes).toEqual([expect.stringContaining('cannot be reached; the AWS provider comes from')]);
  });

  it('offline with a mirror: keeps the rest of what the user has configured', async () => {
    mirror();
    write('home/.terraformrc', 'credentials "app.terraform.io" {\n  token = "x"\n}\n');
    const { TF_CLI_CONFIG_FILE: file } = await decide(false);

    const text = readFileSync(file!, 'utf8');
    expect(text).toContain('credentials "app.terraform.io"');
    expect(text).toContain('filesystem_mirror');
  });

  it('offline without a mirror: leaves it to Terraform, whose error says more', async () => {
    await expect(decide(false)).resolves.toMatchObject({ TF_CLI_CONFIG_FILE: undefined });
  });

  it('leaves a mirror to Terraform that it finds by itself', async () => {
    mkdirSync(join(top, 'home/.terraform.d/plugins', UNPACKED), { recursive: true });

    await expect(decide(false)).resolves.toEqual({
      TF_CLI_CONFIG_FILE: undefined,
      TF_PLUGIN_CACHE_DIR: undefined,
    });
  });

  it.each([
    ['provider_installation {\n  direct {}\n}\n'],
    ['provider_installation {\n  network_mirror { url = "https://mirror.example/" }\n}\n'],
    ['{"provider_installation": [{"direct": {}}]}'.replace('{', '{\n')],
  ])('leaves it alone when the user has said where providers come from: %j', async (text) => {
    mirror();
    const file = write('home/.terraformrc', text);

    await expect(decide(false)).resolves.toEqual({
      TF_CLI_CONFIG_FILE: file,
      TF_PLUGIN_CACHE_DIR: undefined,
    });
  });

  it('does not take a comment for a setting', async () => {
    mirror();
    write('home/.terraformrc', '# provider_installation {\n/*\nprovider_installation {}\n*/\n');

    const { TF_CLI_CONFIG_FILE: file } = await decide(false);
    expect(readFileSync(file!, 'utf8')).toContain('filesystem_mirror');
  });

  it("keeps the user's own cache", async () => {
    await expect(decide(true, { TF_PLUGIN_CACHE_DIR: '/cache' })).resolves.toMatchObject({
      TF_PLUGIN_CACHE_DIR: '/cache',
    });
    write('home/.terraformrc', 'plugin_cache_dir = "/cache"\n');
    await expect(decide(true)).resolves.toMatchObject({ TF_PLUGIN_CACHE_DIR: undefined });
  });

  it('says once that TF_CLI_CONFIG_FILE names a file that is not there, and goes on', async () => {
    const env = { TF_CLI_CONFIG_FILE: join(top, 'nowhere.tfrc') };

    await expect(decide(true, env)).resolves.toMatchObject({ TF_CLI_CONFIG_FILE: undefined });
    await decide(true, env);
    expect(notes).toEqual([
      `TF_CLI_CONFIG_FILE names ${env.TF_CLI_CONFIG_FILE}, which does not exist; continuing without it.`,
    ]);
  });

  it('uses the file that TF_CLI_CONFIG_FILE names instead of the one at home', async () => {
    write('home/.terraformrc', 'provider_installation {}\n');
    const file = write('other.tfrc', 'disable_checkpoint = true\n');

    await expect(decide(true, { TF_CLI_CONFIG_FILE: file })).resolves.toMatchObject({
      TF_CLI_CONFIG_FILE: file,
    });
  });
});

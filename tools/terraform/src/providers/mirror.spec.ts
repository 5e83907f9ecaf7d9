import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findMirror, holdsProvider, impliedMirrors, providerPlatform } from './mirror';

const WANTED = { host: 'registry.terraform.io', version: '5.100.0', platform: 'linux_amd64' };
const UNPACKED = 'registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64';
let top: string;

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'slipway-mirror-'));
});
afterEach(() => rmSync(top, { recursive: true }));

const machine = () => ({ home: join(top, 'home'), env: {}, platform: 'linux' as const, top });
const directory = (path: string) => mkdirSync(join(top, path), { recursive: true });

describe('findMirror', () => {
  it.each([
    ['opt/mirror', 'one level down'],
    ['opt/vendor/mirror', 'two levels down'],
    ['usr/local/share', 'an install root itself'],
    ['usr/lib/terraform', 'a library directory'],
    ['home/.local/share/mirror', "the user's own"],
    ['home/.terraform.d/mirror', "Terraform's directory in the user's home"],
  ])('finds %s, %s', (mirror) => {
    directory(join(mirror, UNPACKED));

    expect(findMirror(WANTED, machine())).toBe(join(top, mirror));
  });

  it('follows a link', () => {
    directory(join('data/mirror', UNPACKED));
    directory('opt');
    symlinkSync(join(top, 'data/mirror'), join(top, 'opt/mirror'));

    expect(findMirror(WANTED, machine())).toBe(join(top, 'opt/mirror'));
  });

  it('does not look further than two levels down', () => {
    directory(join('opt/a/b/c', UNPACKED));

    expect(findMirror(WANTED, machine())).toBeUndefined();
  });

  it.each([
    ['another version', 'registry.terraform.io/hashicorp/aws/6.0.0/linux_amd64'],
    ['another platform', 'registry.terraform.io/hashicorp/aws/5.100.0/darwin_arm64'],
    ['another registry', 'registry.opentofu.org/hashicorp/aws/5.100.0/linux_amd64'],
  ])('is not content with %s', (_, path) => {
    directory(join('opt/mirror', path));

    expect(findMirror(WANTED, machine())).toBeUndefined();
  });

  it('takes a packed provider as well', () => {
    const file = join(
      top,
      'opt/mirror/registry.terraform.io/hashicorp/aws/terraform-provider-aws_5.100.0_linux_amd64.zip',
    );
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');

    expect(holdsProvider(join(top, 'opt/mirror'), WANTED)).toBe(true);
  });
});

describe('impliedMirrors', () => {
  it('on Linux are where XDG says', () => {
    expect(impliedMirrors({ home: '/home/jo', env: {}, platform: 'linux' })).toEqual([
      '/home/jo/.terraform.d/plugins',
      '/home/jo/.local/share/terraform/plugins',
      '/usr/local/share/terraform/plugins',
      '/usr/share/terraform/plugins',
    ]);
    const env = { XDG_DATA_HOME: '/data', XDG_DATA_DIRS: '/a:/b' };
    expect(impliedMirrors({ home: '/home/jo', env, platform: 'linux' })).toEqual([
      '/home/jo/.terraform.d/plugins',
      '/data/terraform/plugins',
      '/a/terraform/plugins',
      '/b/terraform/plugins',
    ]);
  });

  it('on macOS are in the libraries', () => {
    expect(impliedMirrors({ home: '/Users/jo', env: {}, platform: 'darwin' })).toEqual([
      '/Users/jo/.terraform.d/plugins',
      '/Users/jo/Library/Application Support/io.terraform/plugins',
      '/Library/Application Support/io.terraform/plugins',
    ]);
  });
});

it.each([
  ['darwin', 'arm64', 'darwin_arm64'],
  ['linux', 'x64', 'linux_amd64'],
] as const)('%s on %s is called %s', (platform, arch, name) => {
  expect(providerPlatform(platform, arch)).toBe(name);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCKED_AWS_PROVIDER, lockedVersion, lockFile, openTofuLockFile } from './lock-file';

const ENVIRONMENTS = join(__dirname, '../../../environments');
const names = readdirSync(ENVIRONMENTS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('lock file', () => {
  it('is looked for in every environment', () => {
    expect(names).toEqual(expect.arrayContaining(['local', 'prod', 'staging']));
  });

  it.each(names)('of %s is the one that everything was tested with', (name) => {
    expect(readFileSync(join(ENVIRONMENTS, name, '.terraform.lock.hcl'), 'utf8')).toBe(lockFile());
  });

  it('has a checksum for every platform, as archive, and for three of them unpacked', () => {
    expect(lockFile().match(/"zh:[0-9a-f]{64}"/g)).toHaveLength(15);
    expect(lockFile().match(/"h1:[\w+/]{43}="/g)).toHaveLength(3);
  });

  it('tells its version', () => {
    expect(lockedVersion(lockFile())).toBe(LOCKED_AWS_PROVIDER);
    expect(lockedVersion('provider "registry.terraform.io/hashicorp/random" {\n  version = "3.7.0"\n}')).toBe(
      undefined,
    );
  });

  it('becomes one for OpenTofu that pins the version and leaves out the checksums of other builds', () => {
    expect(openTofuLockFile(lockFile())).toBe(`# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.opentofu.org/hashicorp/aws" {
  version     = "5.100.0"
  constraints = ">= 5.100.0, < 7.0.0"
}
`);
  });
});

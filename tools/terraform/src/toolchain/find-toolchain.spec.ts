import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findToolchain } from './find-toolchain';
import { PINNED_TERRAFORM } from './install';
import type { Releases } from './releases';

let workspace: string;
let notes: string[];

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-toolchain-'));
  notes = [];
});
afterEach(() => rmSync(workspace, { recursive: true }));

/** A program that answers `version` as Terraform or OpenTofu would. */
function program(file: string, name: 'Terraform' | 'OpenTofu', version: string): string {
  const path = join(workspace, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    `#!${process.execPath}\nconsole.log(process.argv[3] === '-json' ? '{"terraform_version":"${version}"}' : '${name} v${version}');\n`,
  );
  chmodSync(path, 0o755);
  return path;
}

const OFFLINE: Releases = { find: () => Promise.reject(new Error('getaddrinfo ENOTFOUND')) };

function find(env: NodeJS.ProcessEnv = {}, releases = OFFLINE) {
  const path = `${join(workspace, 'bin')}:${join(workspace, 'more')}`;
  return findToolchain({
    workspace,
    env: { PATH: path, ...env },
    note: (text) => notes.push(text),
    releases,
  });
}

describe('findToolchain', () => {
  it('takes Terraform before OpenTofu, wherever on the PATH', async () => {
    program('bin/tofu', 'OpenTofu', '1.10.0');
    const binary = program('more/terraform', 'Terraform', '1.11.4');

    await expect(find()).resolves.toEqual({ product: 'terraform', binary, version: '1.11.4' });
  });

  it('passes over a Terraform that is too old', async () => {
    program('bin/terraform', 'Terraform', '1.5.7');
    const binary = program('bin/tofu', 'OpenTofu', '1.10.2');

    await expect(find()).resolves.toEqual({ product: 'opentofu', binary, version: '1.10.2' });
  });

  it('goes by what a program says it is, not by its name', async () => {
    const binary = program('bin/terraform', 'OpenTofu', '1.10.0');

    await expect(find()).resolves.toMatchObject({ product: 'opentofu', binary });
  });

  it('takes what SLIPWAY_TERRAFORM names before all', async () => {
    program('bin/terraform', 'Terraform', '1.11.4');
    const binary = program('elsewhere/tf', 'Terraform', '1.13.0');

    await expect(find({ SLIPWAY_TERRAFORM: binary })).resolves.toMatchObject({ binary, version: '1.13.0' });
  });

  it('does not fall back when SLIPWAY_TERRAFORM cannot be used', async () => {
    program('bin/terraform', 'Terraform', '1.11.4');

    await expect(find({ SLIPWAY_TERRAFORM: join(workspace, 'nowhere') })).rejects.toMatchObject({
      kind: 'toolMissing',
      message: expect.stringContaining('SLIPWAY_TERRAFORM cannot be used'),
    });
  });

  it('takes the one that was downloaded before, without a word', async () => {
    const binary = program(`.slipway/terraform/${PINNED_TERRAFORM}/terraform`, 'Terraform', PINNED_TERRAFORM);

    await expect(find()).resolves.toMatchObject({ binary });
    expect(notes).toEqual([]);
  });

  it('says what it looked at and how to install one when there is none and no network', async () => {
    program('bin/terraform', 'Terraform', '1.5.7');

    await expect(find()).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(
        /terraform is version 1\.5\.7, but locking in S3 needs 1\.11\.0 or newer[\s\S]*tofu is not on the PATH[\s\S]*could not be downloaded \(getaddrinfo ENOTFOUND\)[\s\S]*macOS {3}brew install[\s\S]*Linux/,
      ),
    });
    expect(notes).toEqual([expect.stringContaining(`Downloading Terraform ${PINNED_TERRAFORM}`)]);
    expect(existsSync(join(workspace, '.slipway/terraform', PINNED_TERRAFORM))).toBe(false);
  });
});

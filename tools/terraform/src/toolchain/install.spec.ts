import { createHash } from 'node:crypto';
import {
  copyFileSync,
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
import { basename, join } from 'node:path';
import * as openpgp from 'openpgp';
import { installedTerraform, installTerraform, PINNED_TERRAFORM } from './install';
import type { Release, Releases } from './releases';

const ARCHIVE = 'terraform_linux_amd64.zip';
const CONTENT = '#!/bin/sh\n';

let workspace: string;
let downloads: string[];
let publisher: openpgp.KeyPair & { publicKey: openpgp.PublicKey; privateKey: openpgp.PrivateKey };

beforeAll(async () => {
  publisher = (await keyPair('publisher')) as typeof publisher;
});
beforeEach(() => {
  downloads = [];
  workspace = mkdtempSync(join(tmpdir(), 'slipway-install-'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

function keyPair(name: string) {
  return openpgp.generateKey({ type: 'ecc', curve: 'ed25519', userIDs: [{ name }], format: 'object' });
}

interface Published {
  readonly archive?: string;
  readonly sums?: string;
  readonly signedBy?: openpgp.PrivateKey;
  /** Of the signature, instead of the right one. */
  readonly signature?: Uint8Array;
  /** Of what the release says of itself. */
  readonly release?: Partial<Release>;
  /** The file that does not arrive. */
  readonly lost?: string;
}

/** What a release server would hand out. */
async function releases({
  archive = CONTENT,
  sums,
  signedBy = publisher.privateKey,
  signature: forged,
  release: more,
  lost,
}: Published = {}): Promise<Releases> {
  const checksums = sums ?? `${createHash('sha256').update(CONTENT).digest('hex')}  ${ARCHIVE}\n`;
  const signature = await openpgp.sign({
    message: await openpgp.createMessage({ binary: new TextEncoder().encode(checksums) }),
    signingKeys: signedBy,
    detached: true,
    format: 'binary',
  });
  const files = new Map<string, string | Uint8Array>([
    [ARCHIVE, archive],
    ['SHA256SUMS', checksums],
    ['SHA256SUMS.sig', forged ?? (signature as Uint8Array)],
  ]);
  const release: Release = {
    name: 'terraform',
    version: PINNED_TERRAFORM,
    shasums: 'SHA256SUMS',
    shasums_signature: 'SHA256SUMS.sig',
    getBuild: (os, arch) =>
      os === 'linux' && arch === 'amd64'
        ? { url: `https://releases.example/${ARCHIVE}`, filename: ARCHIVE }
        : undefined,
    download: (url, file) => {
      downloads.push(url);
      if (basename(url) === lost) return Promise.reject(new Error('socket hang up'));
      return Promise.resolve(writeFileSync(file, files.get(basename(url))!));
    },
    unpack: (directory, zip) => Promise.resolve(copyFileSync(zip, join(directory, 'terraform'))),
    ...more,
  };
  return { find: () => Promise.resolve(release) };
}

async function install(published?: Published, arch = 'x64') {
  return installTerraform({
    workspace,
    releases: await releases(published),
    key: publisher.publicKey.armor(),
    platform: 'linux',
    arch,
  });
}

function leftovers(): string[] {
  return readdirSync(join(workspace, '.slipway/terraform'));
}

describe('installTerraform', () => {
  it('puts a verified program into its place and nothing else', async () => {
    const binary = await install();

    expect(binary).toBe(join(workspace, '.slipway/terraform', PINNED_TERRAFORM, 'terraform'));
    expect(readFileSync(binary, 'utf8')).toBe(CONTENT);
    expect(leftovers()).toEqual([PINNED_TERRAFORM]);
  });

  it('may be done by several at once', async () => {
    const binaries = await Promise.all([install(), install(), install()]);

    expect(new Set(binaries).size).toBe(1);
    expect(existsSync(binaries[0]!)).toBe(true);
    expect(leftovers()).toEqual([PINNED_TERRAFORM]);
  });

  it('refuses checksums that somebody else signed', async () => {
    const { privateKey } = (await keyPair('stranger')) as typeof publisher;

    await expect(install({ signedBy: privateKey })).rejects.toThrow('not signed by HashiCorp');
    expect(leftovers()).toEqual([]);
  });

  it('refuses an archive that is not the signed one', async () => {
    await expect(install({ archive: '#!/bin/sh\nrm -rf ~' })).rejects.toThrow(/SHA-256 .* HashiCorp signed/);
    expect(leftovers()).toEqual([]);
  });

  it('refuses an archive that the signed checksums do not speak of', async () => {
    await expect(install({ sums: 'abc  other.zip\n' })).rejects.toThrow('not among the signed checksums');
  });

  it.each([
    ['a truncated archive', { archive: CONTENT.slice(0, -1) }, /SHA-256 .* HashiCorp signed/],
    ['an empty archive', { archive: '' }, /SHA-256 .* HashiCorp signed/],
    ['a signature of nothing', { signature: new Uint8Array() }, 'not signed by HashiCorp'],
    ['a signature that is none', { signature: Uint8Array.of(1, 2, 3) }, 'not signed by HashiCorp'],
    ['no checksums', { release: { shasums: undefined } }, 'no checksums signed'],
    ['no signature', { release: { shasums_signature: undefined } }, 'no checksums signed'],
    ['a lost archive', { lost: ARCHIVE }, 'socket hang up'],
    ['lost checksums', { lost: 'SHA256SUMS' }, 'socket hang up'],
    ['a lost signature', { lost: 'SHA256SUMS.sig' }, 'socket hang up'],
    [
      'an archive that cannot be unpacked',
      { release: { unpack: () => Promise.reject(new Error('no zip')) } },
      'no zip',
    ],
    [
      'the checksum of a file with a longer name',
      { sums: `${createHash('sha256').update(CONTENT).digest('hex')}  ${ARCHIVE}.old\n` },
      'not among the signed checksums',
    ],
  ])('installs nothing from %s', async (_, published: Published, words) => {
    await expect(install(published)).rejects.toThrow(words);
    expect(leftovers()).toEqual([]);
    expect(installedTerraform(workspace)).toBeUndefined();
  });

  it('unpacks nothing that was not verified', async () => {
    const unpack = jest.fn();
    await expect(install({ archive: 'other', release: { unpack } })).rejects.toThrow('SHA-256');

    expect(unpack).not.toHaveBeenCalled();
  });

  it('fetches archive, checksums and signature from beside each other', async () => {
    await install();

    expect(downloads.sort()).toEqual(
      ['SHA256SUMS', 'SHA256SUMS.sig', ARCHIVE].map((file) => `https://releases.example/${file}`),
    );
    expect(statSync(installedTerraform(workspace)!).mode & 0o777).toBe(0o755);
  });

  it('does not take what does not fit for the one to install', async () => {
    const taken = join(workspace, '.slipway/terraform', PINNED_TERRAFORM);
    mkdirSync(join(taken, 'something else'), { recursive: true });

    await expect(install()).rejects.toThrow(/ENOTEMPTY|EEXIST/);
    expect(leftovers()).toEqual([PINNED_TERRAFORM]);
  });

  it('says so when there is no build for a machine', async () => {
    await expect(install({}, 'riscv64')).rejects.toThrow('no build for linux on riscv64');
  });
});

describe('the key that downloads are verified with', () => {
  it("is HashiCorp's, as published at https://www.hashicorp.com/.well-known/pgp-key.txt", async () => {
    const armored = readFileSync(join(__dirname, '../../keys/hashicorp.asc'), 'utf8');
    const key = await openpgp.readKey({ armoredKey: armored });

    expect(key.getFingerprint()).toBe('c874011f0ab405110d02105534365d9472d7468f');
    expect(key.isPrivate()).toBe(false);
  });
});

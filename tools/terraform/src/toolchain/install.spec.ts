import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as openpgp from 'openpgp';
import { installTerraform, PINNED_TERRAFORM, type Release, type Releases } from './install';

const ARCHIVE = 'terraform_linux_amd64.zip';
const CONTENT = '#!/bin/sh\n';

let root: string;
let publisher: openpgp.KeyPair & { publicKey: openpgp.PublicKey; privateKey: openpgp.PrivateKey };

beforeAll(async () => {
  publisher = (await keyPair('publisher')) as typeof publisher;
});
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-install-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function keyPair(name: string) {
  return openpgp.generateKey({ type: 'ecc', curve: 'ed25519', userIDs: [{ name }], format: 'object' });
}

interface Published {
  readonly archive?: string;
  readonly sums?: string;
  readonly signedBy?: openpgp.PrivateKey;
}

/** What a release server would hand out. */
async function releases({
  archive = CONTENT,
  sums,
  signedBy = publisher.privateKey,
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
    ['SHA256SUMS.sig', signature as Uint8Array],
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
    download: (url, file) => Promise.resolve(writeFileSync(file, files.get(basename(url))!)),
    unpack: (directory, zip) => Promise.resolve(copyFileSync(zip, join(directory, 'terraform'))),
  };
  return { find: () => Promise.resolve(release) };
}

async function install(published?: Published, arch = 'x64') {
  return installTerraform({
    root,
    releases: await releases(published),
    key: publisher.publicKey.armor(),
    platform: 'linux',
    arch,
  });
}

function leftovers(): string[] {
  return readdirSync(join(root, '.slipway/terraform'));
}

describe('installTerraform', () => {
  it('puts a verified program into its place and nothing else', async () => {
    const binary = await install();

    expect(binary).toBe(join(root, '.slipway/terraform', PINNED_TERRAFORM, 'terraform'));
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

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '@slipway/tool-home';
import { checksumOfFile, publishedChecksum, verifyChecksums } from './checksums';
import { hashiCorpReleases, type Release, type Releases } from './releases';

/** Downloaded where none is installed; the version that everything here was measured with. */
export const PINNED_TERRAFORM = '1.11.4';

export interface InstallOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** Names proxy and authorities. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** @default HashiCorp's */
  readonly releases?: Releases;
  /** Armored public key that the checksums must be signed with. @default HashiCorp's */
  readonly key?: string;
  /** Node's name of the system. @default this one */
  readonly platform?: NodeJS.Platform;
  /** Node's name of the processor. @default this one */
  readonly arch?: string;
}

const HASHICORP_KEY = join(HOME, 'tools/terraform/keys/hashicorp.asc');

function toolchains(workspace: string): string {
  return join(workspace, '.slipway', 'terraform');
}

/** Path of the pinned Terraform if it was downloaded before. */
export function installedTerraform(workspace: string): string | undefined {
  const binary = join(toolchains(workspace), PINNED_TERRAFORM, 'terraform');
  return existsSync(binary) ? binary : undefined;
}

/**
 * Downloads the pinned Terraform, verifies it and puts it into `.slipway/terraform/<version>/`. Several processes may
 * do so at once: each downloads beside it, the first to finish wins.
 *
 * @returns the program's path
 * @throws Error when there is no build for this machine, no network, or the download is not what HashiCorp signed
 */
export async function installTerraform({
  workspace,
  env = process.env,
  releases = hashiCorpReleases(env),
  key,
  platform = process.platform,
  arch = process.arch,
}: InstallOptions): Promise<string> {
  const directory = join(toolchains(workspace), PINNED_TERRAFORM);
  const release = await releases.find(PINNED_TERRAFORM);
  const build = release.getBuild(platform, arch === 'x64' ? 'amd64' : arch);
  if (!build) throw new Error(`there is no build for ${platform} on ${arch}`);

  mkdirSync(toolchains(workspace), { recursive: true });
  const pending = mkdtempSync(join(toolchains(workspace), '.pending-'));
  try {
    await fetchVerified(release, build, pending, key ?? readFileSync(HASHICORP_KEY, 'utf8'));
    const unpacked = join(pending, 'unpacked');
    mkdirSync(unpacked);
    await release.unpack(unpacked, join(pending, build.filename));
    chmodSync(join(unpacked, 'terraform'), 0o755);
    publish(unpacked, directory);
  } finally {
    rmSync(pending, { recursive: true, force: true });
  }
  return join(directory, 'terraform');
}

/**
 * The library's own `verify` compares checksums but ignores the result of checking their signature, so any key's would
 * do; hence the files are fetched with it and checked here.
 */
async function fetchVerified(
  release: Release,
  build: { readonly url: string; readonly filename: string },
  directory: string,
  key: string,
): Promise<void> {
  const { shasums, shasums_signature: signature } = release;
  if (!shasums || !signature) throw new Error('the release has no checksums signed with the current key');
  const beside = (file: string) => new URL(file, build.url).href;
  const archive = join(directory, build.filename);
  const sums = join(directory, shasums);
  const sig = join(directory, signature);
  await Promise.all([
    release.download(build.url, archive),
    release.download(beside(shasums), sums),
    release.download(beside(signature), sig),
  ]);
  const checksums = readFileSync(sums, 'utf8');
  await verifyChecksums(checksums, readFileSync(sig), key);
  const expected = publishedChecksum(build.filename, checksums);
  const actual = checksumOfFile(archive);
  if (actual !== expected) {
    throw new Error(`${build.filename} has SHA-256 ${actual}, HashiCorp signed ${expected}`);
  }
}

function publish(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(join(to, 'terraform'))) throw error;
  }
}

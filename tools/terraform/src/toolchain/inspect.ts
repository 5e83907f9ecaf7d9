import { tmpdir } from 'node:os';
import { capture } from '../process/capture';
import { isAtLeast, MINIMUM_VERSION, parseProduct, parseVersion, type Product } from './version';

/** The program that every run uses. */
export interface Toolchain {
  readonly product: Product;
  /** Path or name that starts it. */
  readonly binary: string;
  readonly version: string;
}

export type Inspection = { readonly toolchain: Toolchain } | { readonly reason: string };

/** Asks a program what it is. A `reason` says why it cannot be used. */
export async function inspect(binary: string, env: NodeJS.ProcessEnv): Promise<Inspection> {
  // Without a network, the update check alone would take seconds. In an empty directory nothing else is read.
  const options = { cwd: tmpdir(), env: { ...env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: undefined } };
  const [json, text] = await Promise.all([
    capture(binary, ['version', '-json'], options),
    capture(binary, ['version'], options),
  ]);
  const version = parseVersion(json.stdout);
  const product = parseProduct(text.stdout);
  if (!version || !product) {
    const said = (json.stderr || text.stderr).trim().split('\n', 1)[0];
    return { reason: `${binary} is not Terraform or OpenTofu${said ? ` (${said})` : ''}` };
  }
  const minimum = MINIMUM_VERSION[product];
  if (!isAtLeast(version, minimum)) {
    return { reason: `${binary} is version ${version}, but locking in S3 needs ${minimum} or newer` };
  }
  return { toolchain: { product, binary, version } };
}

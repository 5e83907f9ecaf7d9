import { formatDiagnostic, terraformEnvironment } from '@slipway/tool-terraform';
import { Failure } from '@slipway/tool-terminal';
import { guardName, guardPinnedAccount } from './guards';
import { resolveOptions, type VerbOptions } from './options';
import { RunRecord } from './run-record';
import { readStack } from './stack';
import { assertEnvironment } from './target';
import {
  initFingerprint,
  isInitialized,
  prepareWorkingDirectory,
  rememberInit,
  workingDirectory,
} from './working-directory';

/**
 * Checks an environment with the AWS provider's schema. Needs no credentials, no state and no cloud.
 *
 * @throws Failure with every mistake that Terraform finds; SynthError
 */
export async function validate(name: string, options: VerbOptions): Promise<void> {
  const resolved = resolveOptions(options);
  const { workspace, env, output, interrupts, engine } = resolved;
  const note = (text: string) => output.note(text);
  assertEnvironment(name, workspace);
  const [{ environment, stackFile }, toolchain] = await Promise.all([
    resolved.synthesize(name, { workspace }),
    engine.findToolchain({ workspace, env, note }),
  ]);
  guardName(name, environment, env);
  guardPinnedAccount(environment, readStack(stackFile));

  const directory = workingDirectory(workspace, 'validate', name);
  const record = await RunRecord.take(`${directory}.run.json`, name, 'validate', note);
  try {
    prepareWorkingDirectory(directory, { workspace, environment: name, stackFile, toolchain });
    const config = await engine.providerConfig(name, toolchain, resolved);
    const terraform = engine.terraform({
      workspace,
      toolchain,
      directory,
      environment: name,
      cloud: 'aws',
      output,
      interrupts,
      env: terraformEnvironment(env, { ...config }, note),
    });
    const fingerprint = initFingerprint(directory, toolchain, config);
    if (!isInitialized(directory, fingerprint)) {
      await terraform.init({ backend: false });
      rememberInit(directory, fingerprint);
    }
    const errors = (await terraform.validate()).filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      throw new Failure('failed', `"${name}" is not valid.\n\n${errors.map(formatDiagnostic).join('\n\n')}`);
    }
    output.result(`"${name}" is valid.`);
  } finally {
    record.release();
  }
}

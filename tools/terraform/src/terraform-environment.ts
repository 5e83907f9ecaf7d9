/** Variables that would make Terraform do something else, or do it to something else. */
const MISLEADING = /^(?:TF_WORKSPACE|TF_DATA_DIR|TF_CLI_ARGS(?:_\w+)?)$/;

/**
 * How much Go's heap grows before it is swept, in percent; 100 is Go's own. Terraform and its AWS provider spend a fifth of
 * their time on sweeping what they keep anyway, the schemas of 1,500 resources. 400 costs them 60 MB. The caller's own
 * value goes first: https://pkg.go.dev/runtime#hdr-Environment_Variables
 */
const HEAP_GROWTH = '400';

/**
 * The process environment for Terraform: the caller's, without what would redirect it.
 *
 * @param extra variables of the cloud and of the toolchain; `undefined` removes one
 * @param note told which variables were left out
 */
export function terraformEnvironment(
  env: NodeJS.ProcessEnv,
  extra: { readonly [name: string]: string | undefined },
  note: (text: string) => void,
): NodeJS.ProcessEnv {
  const dropped = Object.keys(env).filter((name) => MISLEADING.test(name));
  if (dropped.length > 0) {
    note(`Not passed to Terraform: ${dropped.join(', ')}. Slipway chooses the workspace and the arguments.`);
  }
  const kept = Object.entries(env).filter(([name]) => !MISLEADING.test(name));
  return Object.fromEntries(
    Object.entries({
      GOGC: HEAP_GROWTH,
      ...Object.fromEntries(kept),
      ...extra,
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      CHECKPOINT_DISABLE: '1',
    }).filter(([, value]) => value !== undefined),
  );
}

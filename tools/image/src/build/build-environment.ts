/**
 * What a task of Nx inherits would make a build one of its parts; and a build that could read the credentials of AWS, or
 * depend on them, would be another one in a pipeline than on a laptop.
 */
export function buildEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([name]) => !/^(?:NX_|AWS_|LERNA_|FORCE_COLOR$)/.test(name));
  return { ...Object.fromEntries(own), NX_DAEMON: 'false', NX_TUI: 'false', NO_COLOR: '1' };
}

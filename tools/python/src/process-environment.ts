/** Variables that send Python or pip to packages other than the ones that were pinned. */
const MISLEADING =
  /^(?:PYTHON.*|__PYVENV_LAUNCHER__|VIRTUAL_ENV|PIP_(?:USER|TARGET|PREFIX|ROOT|REQUIRE_VIRTUALENV|CONSTRAINT|NO_BINARY|NO_DEPS))$/;

/** The caller's environment for a Python process, without what would change which packages it sees. */
export function pythonProcessEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !MISLEADING.test(name)));
}

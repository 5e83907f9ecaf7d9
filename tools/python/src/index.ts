export { withFileLock } from './file-lock';
export { findPython, type Python } from './find-python';
export {
  ensurePythonEnvironment,
  existingPythonEnvironment,
  type PythonEnvironmentOptions,
} from './python-environment';
export { pythonProcessEnvironment } from './process-environment';
export { runProgram, type Ran } from './run-program';

export { CommandLine, type Ended } from './command-line';
export { beginEmpty, leftBehind, type Baseline } from './leave-nothing';
export { renderResults, type StepResult } from './rehearsal';
export { runRehearsal, type RehearsalOptions } from './run-rehearsal';
export { Stage } from './stage';
export { startLoad, type LoadResult, type SteadyLoad } from './steady-load';
export { environmentFile, WorkspaceCopy } from './workspace-copy';

export { CommandLine, type Ended } from './command-line';
export { environmentFile, WorkspaceCopy } from './workspace-copy';
export { startLoad, type LoadResult, type SteadyLoad } from './steady-load';
export { renderResults, type StepResult } from './rehearsal';
export { runRehearsal, type RehearsalOptions } from './run-rehearsal';

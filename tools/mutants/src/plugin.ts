import {
  commonTokens,
  declareClassPlugin,
  declareFactoryPlugin,
  PluginKind,
  tokens,
  type Injector,
  type PluginContext,
} from '@stryker-mutator/api/plugin';
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';
import { NearestFirstRunner } from './nearest-first-runner';
import { Progress } from './progress';

export const RUNNER = 'nearest-first';
export const REPORTER = 'lines';

nearestFirst.inject = tokens(commonTokens.injector);
function nearestFirst(injector: Injector<PluginContext>) {
  const [jest] = jestPlugins;
  if (!jest) throw new Error('@stryker-mutator/jest-runner brings no runner');
  return new NearestFirstRunner(injector.injectFunction(jest.factory), process.cwd());
}

/** Found by StrykerJS under this name. */
export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, RUNNER, nearestFirst),
  declareClassPlugin(PluginKind.Reporter, REPORTER, Progress),
];

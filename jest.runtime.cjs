const asyncHooks = require('node:async_hooks');
const { dirname, join } = require('node:path');
const { compileFunction, constants } = require('node:vm');
const Runtime = require('jest-runtime').default;

/** Those of this worker by resolver: Jest makes a new one when a watched file changed. */
const runtimes = new WeakMap();

/** What this file of tests has made of them. */
const storages = new Set();

class Storage extends asyncHooks.AsyncLocalStorage {
  constructor(...options) {
    super(...options);
    storages.add(this);
  }
}

/**
 * Node 20 hands every storage that is in use on to every promise, and Jest's test runner, which is new for each file,
 * makes one that it never gives up: after three hundred files that was most of the work. One that is still needed is
 * in use again when something runs in it.
 */
function giveUpStorages() {
  for (const storage of storages) storage.disable();
  storages.clear();
}

/**
 * Loads a module once in a worker, and not again for each file of tests. So a module is not allowed to keep anything that
 * a test in another file would see; `jest.isolateModules` gives a fresh one.
 *
 * It goes with jest.environment.mjs, and builds on private members of jest-runtime, whose version is fixed.
 */
module.exports = class extends Runtime {
  constructor(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig) {
    const known = runtimes.get(resolver);
    if (known) return known.next(testPath);
    super(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig);
    runtimes.set(resolver, this);
    this.executor.compile = (source, filename) => this.compile(source, filename);
    const core = this.coreModule.require.bind(this.coreModule);
    this.coreModule.require = (name) =>
      /^(?:node:)?async_hooks$/.test(name) ? { ...asyncHooks, AsyncLocalStorage: Storage } : core(name);
  }

  compile(source, filename) {
    return compileFunction(source, this.executor.injectedModuleParameters, {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  }

  next(testPath) {
    this._testPath = testPath;
    this.testState.state = 'loading';
    return this;
  }

  teardown() {
    giveUpStorages();
    this.restoreAllMocks();
    this.mockState.clear();
    this.registries.getActiveMockRegistry().clear();
    // It keeps a file's tests, so each file needs a fresh one.
    this.registries
      .getInternalCjsRegistry()
      .delete(join(dirname(this._config.testRunner), 'jestAdapterInit.js'));
    this.registries.getActiveCjsRegistry().delete(this._testPath);
  }
};

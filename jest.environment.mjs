import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

/** Where `expect` keeps its matchers. It is loaded once, so they stay. */
const MATCHERS = Symbol.for('$$jest-matchers-object');

/** The one of this worker. */
let environment;

/**
 * Tests run in Node's own global scope. Jest's default is a V8 context for each file: there every package is evaluated
 * again, and each look at a global goes through an interceptor. That took more than half of the time of all tests.
 *
 * What a file changed of `process.env`, the working directory and the globals is put back after it.
 */
export default class {
  global = globalThis;

  constructor({ projectConfig }) {
    environment ??= this.equip(projectConfig);
    environment.remember();
    return environment;
  }

  equip(config) {
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers({ config, global: globalThis });
    return this;
  }

  remember() {
    this.before = {
      variables: { ...process.env },
      folder: process.cwd(),
      exit: process.exit,
      globals: Object.getOwnPropertyDescriptors(globalThis),
    };
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  /** Jest insists on one. The runtime compiles without it. */
  getVmContext() {
    return globalThis;
  }

  async setup() {
    // The constructor has remembered all before Jest replaced the console.
  }

  async teardown() {
    const { variables, folder, exit, globals } = this.before;
    this.fakeTimersModern.useRealTimers();
    for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
    Object.assign(process.env, variables);
    process.chdir(folder);
    process.exit = exit;
    for (const key of Reflect.ownKeys(globalThis)) {
      if (key in globals) restore(key, globals[key]);
      else if (key !== MATCHERS) Reflect.deleteProperty(globalThis, key);
    }
  }
}

function restore(key, descriptor) {
  const { value, configurable, get } = Object.getOwnPropertyDescriptor(globalThis, key);
  if (configurable && (value !== descriptor.value || get !== descriptor.get)) {
    Object.defineProperty(globalThis, key, descriptor);
  }
}

import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

/** What Jest's test runner keeps in the global scope for one file. */
const OF_ONE_FILE = [
  'EVENT_HANDLERS',
  'JEST_STATE_SYMBOL',
  'TEST_TIMEOUT_SYMBOL',
  'RETRY_TIMES',
  'RETRY_TIMES_SETTER',
  'RETRY_IMMEDIATELY',
  'WAIT_BEFORE_RETRY',
  'LOG_ERRORS_BEFORE_RETRY',
];

/** The one of this worker. */
let environment;

/**
 * Tests run in Node's own global scope. Jest's default is a V8 context for each file: there every package is evaluated
 * again, and each look at a global goes through an interceptor. That took more than half of the time of all tests.
 *
 * What a file changed of `process.env`, the working directory and Node's globals is put back after it. Globals that are
 * new stay: packages keep there what they need as long as they are loaded, such as the tokens of cdktf.
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
    for (const key of Object.getOwnPropertySymbols(globalThis)) {
      if (OF_ONE_FILE.includes(key.description)) delete globalThis[key];
    }
    for (const [key, descriptor] of Object.entries(globals)) restore(key, descriptor);
  }
}

function restore(key, descriptor) {
  const now = Object.getOwnPropertyDescriptor(globalThis, key);
  if (descriptor.configurable && (now?.value !== descriptor.value || now?.get !== descriptor.get)) {
    Object.defineProperty(globalThis, key, descriptor);
  }
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  DryRunOptions,
  DryRunResult,
  MutantRunOptions,
  MutantRunResult,
  SurvivedMutantRunResult,
  TestRunner,
} from '@stryker-mutator/api/test-runner';
import { nearestSpecs } from './nearest-specs';

/** In the copy of the workspace; the first run writes it, each process reads it. */
const SPECS_BY_TEST = '.specs-by-test.json';
/** Read by `bin/chosen-specs.cjs`. */
const CHOSEN = 'SLIPWAY_CHOSEN_SPECS';

interface SpecsByTest {
  /** Paths of specs; two may have a test of the same name. */
  readonly [test: string]: readonly string[];
}

/**
 * The Jest runner of StrykerJS, but a mutant loads the specs only that have a test which runs through it, the nearest
 * first, and no more of them once one has failed. By itself the runner loads every spec that imports the file, however
 * far off, which took two to four times as long in a small project.
 */
export class NearestFirstRunner implements TestRunner {
  private specsByTest?: SpecsByTest;

  /** @param workspace the copy that the specs run in */
  constructor(
    private readonly jest: TestRunner,
    private readonly workspace: string,
  ) {}

  capabilities() {
    return this.jest.capabilities();
  }

  async init() {
    await this.jest.init?.();
  }

  async dispose() {
    await this.jest.dispose?.();
  }

  async dryRun(options: DryRunOptions): Promise<DryRunResult> {
    delete process.env[CHOSEN];
    const result = await this.jest.dryRun(options);
    if (!('tests' in result)) return result;
    const specs: { [test: string]: string[] } = {};
    for (const { id, fileName } of result.tests) if (fileName) (specs[id] ??= []).push(fileName);
    writeFileSync(join(this.workspace, SPECS_BY_TEST), JSON.stringify(specs));
    return result;
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    this.specsByTest ??= this.readSpecs();
    const known = this.specsByTest;
    const tests = options.testFilter ?? Object.keys(known);
    const specs = [...new Set(tests.flatMap((test) => known[test] ?? []))];
    let last: SurvivedMutantRunResult | undefined;
    for (const group of nearestSpecs(this.workspace, options.sandboxFileName, specs)) {
      process.env[CHOSEN] = JSON.stringify(group);
      const testFilter = tests.filter((test) => known[test]?.some((spec) => group.includes(spec)));
      const result = await this.jest.mutantRun({ ...options, testFilter });
      if (!hasSurvived(result)) return result;
      last = { ...result, nrOfTests: result.nrOfTests + (last?.nrOfTests ?? 0) };
    }
    if (!last) throw new Error(`No spec is known for the tests of a mutant: ${tests.join(', ')}`);
    return last;
  }

  private readSpecs(): SpecsByTest {
    return JSON.parse(readFileSync(join(this.workspace, SPECS_BY_TEST), 'utf8')) as SpecsByTest;
  }
}

/** Without the enum of StrykerJS: its packages are ES modules, which Jest cannot load. */
function hasSurvived(result: MutantRunResult): result is SurvivedMutantRunResult {
  return `${result.status}` === 'survived';
}

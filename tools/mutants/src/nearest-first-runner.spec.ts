import type {
  DryRunResult,
  MutantRunOptions,
  MutantRunResult,
  TestResult,
  TestRunner,
} from '@stryker-mutator/api/test-runner';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NearestFirstRunner } from './nearest-first-runner';

const chosen = () => process.env.SLIPWAY_CHOSEN_SPECS;

describe('NearestFirstRunner', () => {
  let workspace: string;
  beforeEach(() => (workspace = mkdtempSync(join(tmpdir(), 'runner-'))));
  afterEach(() => {
    rmSync(workspace, { recursive: true });
    delete process.env.SLIPWAY_CHOSEN_SPECS;
  });

  const spec = (name: string) => join(workspace, `tools/plan/src/${name}.spec.ts`);
  const far = () => join(workspace, 'tools/deploy/src/changes.spec.ts');

  /** Jest's part: notes what each run was to do, and which spec notices the mutant. */
  function jestThat(notices: string | undefined) {
    const runs: { specs: unknown; tests: readonly string[] | undefined }[] = [];
    const tests = [
      ['locks', spec('unlock')],
      ['is idle', spec('unlock')],
      ['is idle', spec('render')],
      ['changes', far()],
    ].map(([id = '', fileName]) => ({
      id,
      name: id,
      fileName,
      timeSpentMs: 1,
      status: 'success',
    })) as unknown as TestResult[];
    const jest: TestRunner = {
      capabilities: () => ({ reloadEnvironment: true }),
      dryRun: async () => ({ status: 'complete', tests }) as unknown as DryRunResult,
      mutantRun: async ({ testFilter }): Promise<MutantRunResult> => {
        const specs = JSON.parse(chosen() ?? '[]') as string[];
        runs.push({ specs, tests: testFilter });
        const dies = notices !== undefined && specs.includes(notices);
        return (
          dies ? { status: 'killed', nrOfTests: 1 } : { status: 'survived', nrOfTests: 2 }
        ) as MutantRunResult;
      },
    };
    return { jest, runs };
  }

  const mutant = (testFilter?: string[]) =>
    ({ testFilter, sandboxFileName: join(workspace, 'tools/plan/src/unlock.ts') }) as MutantRunOptions;

  async function ready(jest: TestRunner): Promise<NearestFirstRunner> {
    process.env.SLIPWAY_CHOSEN_SPECS = '["of an earlier run"]';
    await new NearestFirstRunner(jest, workspace).dryRun({} as never);
    expect(chosen()).toBeUndefined();
    // Mutants run in other processes than the first run of all tests.
    return new NearestFirstRunner(jest, workspace);
  }

  it('stops at the spec that notices the mutant', async () => {
    const { jest, runs } = jestThat(spec('unlock'));
    const result = await (await ready(jest)).mutantRun(mutant(['locks', 'changes']));
    expect(result.status).toBe('killed');
    expect(runs).toEqual([{ specs: [spec('unlock')], tests: ['locks'] }]);
  });

  it('goes on to the specs further off, and loads none that covers nothing', async () => {
    const { jest, runs } = jestThat(far());
    const result = await (await ready(jest)).mutantRun(mutant(['locks', 'changes']));
    expect(result.status).toBe('killed');
    expect(runs).toEqual([
      { specs: [spec('unlock')], tests: ['locks'] },
      { specs: [far()], tests: ['changes'] },
    ]);
  });

  it('lets a mutant survive that no spec notices, and counts all tests', async () => {
    const { jest, runs } = jestThat(undefined);
    const result = await (await ready(jest)).mutantRun(mutant(['is idle']));
    expect(result).toEqual({ status: 'survived', nrOfTests: 4 });
    expect(runs.map(({ specs }) => specs)).toEqual([[spec('unlock')], [spec('render')]]);
  });

  it('runs every test for a mutant that runs while a module loads', async () => {
    const { jest, runs } = jestThat(undefined);
    await (await ready(jest)).mutantRun(mutant());
    expect(runs).toEqual([
      { specs: [spec('unlock')], tests: ['locks', 'is idle'] },
      { specs: [spec('render')], tests: ['is idle'] },
      { specs: [far()], tests: ['changes'] },
    ]);
  });
});

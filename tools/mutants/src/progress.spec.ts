import type { MutantResult, MutantStatus } from '@stryker-mutator/api/core';
import type { MutationTestingPlanReadyEvent } from '@stryker-mutator/api/report';
import { Progress } from './progress';

describe('Progress', () => {
  it('says every half minute how far it is, without what is not run', () => {
    const lines: string[] = [];
    let now = 1_000_000;
    const progress = new Progress(
      (line) => lines.push(line),
      () => now,
    );
    const tested = (status: MutantStatus) => progress.onMutantTested({ status } as MutantResult);
    const plans = ['Run', 'Run', 'Run', 'EarlyResult'].map((plan) => ({ plan }));
    progress.onMutationTestingPlanReady({ mutantPlans: plans } as unknown as MutationTestingPlanReadyEvent);
    tested('NoCoverage');
    now += 29_999;
    tested('Survived');
    expect(lines).toEqual(['3 mutants to run']);
    now += 1;
    tested('Ignored');
    tested('Killed');
    tested('Killed');
    expect(lines).toEqual(['3 mutants to run', '2 of 3, 1 survived']);
  });
});

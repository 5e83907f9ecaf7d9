import type { MutantResult } from '@stryker-mutator/api/core';
import type { MutationTestingPlanReadyEvent, Reporter } from '@stryker-mutator/api/report';

const EVERY_MS = 30_000;

/** A line to stderr now and then: how far it is, how many survived so far. */
export class Progress implements Reporter {
  private planned = 0;
  private tested = 0;
  private survived = 0;
  private saidAt = 0;

  constructor(
    private readonly say = (line: string): void => void process.stderr.write(`${line}\n`),
    private readonly now = (): number => Date.now(),
  ) {}

  onMutationTestingPlanReady({ mutantPlans }: MutationTestingPlanReadyEvent) {
    this.planned = mutantPlans.filter(({ plan }) => plan === 'Run').length;
    this.say(`${this.planned} mutants to run`);
    this.saidAt = this.now();
  }

  onMutantTested({ status }: Readonly<MutantResult>) {
    if (status === 'Survived') this.survived += 1;
    if (status === 'Ignored' || status === 'NoCoverage') return;
    this.tested += 1;
    if (this.now() - this.saidAt < EVERY_MS) return;
    this.saidAt = this.now();
    this.say(`${this.tested} of ${this.planned}, ${this.survived} survived`);
  }
}

import { formatDuration, type Output, palette } from '@slipway/tool-terminal';

/** Says what is being done and how long each part took. */
export class Stopwatch {
  private readonly phases: { readonly label: string; readonly seconds: number }[] = [];

  /** @param now milliseconds that only grow */
  constructor(
    private readonly output: Output,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async time<T>(label: string, work: () => Promise<T>): Promise<T> {
    const started = this.now();
    this.output.status(`  ${label} ...`);
    try {
      return await work();
    } finally {
      this.output.status('');
      this.phases.push({ label, seconds: (this.now() - started) / 1000 });
    }
  }

  /** `synth 0.6 s · plan 12 s`; what took next to nothing is left out. */
  report(): void {
    const parts = this.phases
      .filter(({ seconds }) => seconds >= 0.1)
      .map(({ label, seconds }) => `${label} ${formatDuration(seconds)}`);
    const total = this.phases.reduce((sum, { seconds }) => sum + seconds, 0);
    const { dim } = palette(this.output);
    this.output.note(dim([...parts, `total ${formatDuration(total)}`].join(' · ')));
  }
}

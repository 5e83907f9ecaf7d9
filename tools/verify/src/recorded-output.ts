import type { Output } from '@slipway/tool-terminal';

/** An {@link Output} as a pipe would be, which remembers what was said. */
export class RecordedOutput implements Output {
  readonly interactive = false;
  readonly color = false;
  readonly columns = 120;
  readonly results: string[] = [];
  readonly notes: string[] = [];

  get text(): string {
    return [...this.notes, ...this.results].join('\n');
  }

  result(text: string): void {
    this.results.push(text);
  }

  note(text: string): void {
    this.notes.push(text);
  }

  status(): void {
    // Nobody watches.
  }
}

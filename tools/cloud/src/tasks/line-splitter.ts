import { StringDecoder } from 'node:string_decoder';
import type { LineSink } from './task-runner';

/**
 * Cuts what a process prints into lines. Pieces of a long line are kept as they came and joined once, when its end is
 * there: joined at every piece, a line of a megabyte would cost seconds.
 */
export class LineSplitter {
  readonly #sink: LineSink;
  readonly #decoder = new StringDecoder('utf8');
  #pieces: string[] = [];

  constructor(sink: LineSink) {
    this.#sink = sink;
  }

  write(chunk: Buffer): void {
    const [first = '', ...rest] = this.#decoder.write(chunk).split('\n');
    this.#pieces.push(first);
    for (const piece of rest) {
      this.#endLine();
      this.#pieces.push(piece);
    }
  }

  /** A last line without a line break is a line too. */
  end(): void {
    this.#pieces.push(this.#decoder.end());
    if (this.#pieces.some((piece) => piece !== '')) this.#endLine();
  }

  #endLine(): void {
    const line = this.#pieces.join('');
    this.#pieces = [];
    this.#sink(line.endsWith('\r') ? line.slice(0, -1) : line);
  }
}

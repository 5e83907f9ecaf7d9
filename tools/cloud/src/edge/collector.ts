import { Transform, type TransformCallback } from 'node:stream';

/** Lets a body through and has it whole at its end, unless it is too large to keep. */
export class Collector extends Transform {
  private chunks: Buffer[] = [];
  private bytes = 0;

  /**
   * @param limit in bytes
   * @param whole is told of a body that came to its end
   */
  constructor(
    private readonly limit: number,
    private readonly whole: (body: Buffer) => void,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    if (this.bytes <= this.limit) this.chunks.push(chunk);
    else this.chunks = [];
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    if (this.bytes <= this.limit) this.whole(Buffer.concat(this.chunks));
    done();
  }
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Which port was whose, so that it is asked for again after a restart and bookmarks go on working. */
export class PreferredPorts {
  /** @param file JSON, made when there is something to remember. @default nothing is remembered for the next start */
  constructor(private readonly file?: string) {}

  of(name: string): number | undefined {
    const port = this.read()[name];
    return Number.isInteger(port) ? port : undefined;
  }

  remember(name: string, port: number): void {
    const before = this.read();
    if (!this.file || before[name] === port) return;
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, `${JSON.stringify({ ...before, [name]: port }, undefined, 2)}\n`);
  }

  /** A file that cannot be read costs new ports, nothing more. */
  private read(): { readonly [name: string]: number } {
    try {
      const read: unknown = JSON.parse(readFileSync(this.file ?? '', 'utf8'));
      return typeof read === 'object' && read !== null ? (read as { [name: string]: number }) : {};
    } catch {
      return {};
    }
  }
}

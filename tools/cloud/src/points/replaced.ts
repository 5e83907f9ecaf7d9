import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { postgresHome } from '../postgres/postgres-home';
import { findProcess, type RunningProcess } from '../processes/process-table';
import { pointsDirectory } from './point-store';

/** A restore that was cut short is taken back before anything is started from half of it. */
export function takeBackRestore(directory: string): void {
  const replaced = new Replaced(directory);
  if (replaced.isUnfinished) replaced.putBack();
}

interface Note {
  readonly by: Pick<RunningProcess, 'pid' | 'started'>;
  readonly paths: readonly string[];
  /** Those of them that were there. */
  readonly there: readonly string[];
}

/** What a restore replaces, set aside until it has worked. */
export class Replaced {
  private readonly note: string;

  constructor(private readonly directory: string) {
    this.note = join(directory, 'state', 'restoring.json');
  }

  /** Whoever restores is no longer there to end it. */
  get isUnfinished(): boolean {
    const by = this.read()?.by;
    return by !== undefined && findProcess(by.pid)?.started !== by.started;
  }

  setAside(): void {
    const paths = [pointsDirectory(this.directory), postgresHome(this.directory).servers];
    const there = paths.filter((path) => existsSync(path));
    for (const path of paths) rmSync(before(path), { recursive: true, force: true });
    mkdirSync(join(this.directory, 'state'), { recursive: true, mode: 0o700 });
    writeFileSync(this.note, JSON.stringify({ by: findProcess(process.pid), paths, there }));
    for (const path of there) renameSync(path, before(path));
  }

  putBack(): void {
    const { paths = [], there = [] } = this.read() ?? {};
    for (const path of paths) {
      // One that has not been set aside yet is still what it was.
      if (there.includes(path) && !existsSync(before(path))) continue;
      rmSync(path, { recursive: true, force: true });
      if (existsSync(before(path))) renameSync(before(path), path);
    }
    rmSync(this.note, { force: true });
  }

  forget(): void {
    const { paths = [] } = this.read() ?? {};
    rmSync(this.note);
    for (const path of paths) rmSync(before(path), { recursive: true, force: true });
  }

  private read(): Note | undefined {
    return existsSync(this.note) ? (JSON.parse(readFileSync(this.note, 'utf8')) as Note) : undefined;
  }
}

const before = (path: string): string => `${path}.before`;

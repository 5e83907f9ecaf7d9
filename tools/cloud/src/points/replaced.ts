import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { postgresHome } from '../postgres/postgres-home';
import { pointsDirectory } from './point-store';

/** A restore that was cut short is taken back before anything is started from half of it. */
export function takeBackRestore(directory: string): void {
  const replaced = new Replaced(directory);
  if (replaced.isUnfinished) replaced.putBack();
}

/** What a restore replaces, set aside until it has worked. */
export class Replaced {
  private readonly note: string;

  constructor(private readonly directory: string) {
    this.note = join(directory, 'state', 'restoring.json');
  }

  get isUnfinished(): boolean {
    return existsSync(this.note);
  }

  setAside(): void {
    const paths = [pointsDirectory(this.directory), postgresHome(this.directory).servers];
    const there = paths.filter((path) => existsSync(path));
    for (const path of paths) rmSync(before(path), { recursive: true, force: true });
    mkdirSync(join(this.directory, 'state'), { recursive: true, mode: 0o700 });
    writeFileSync(this.note, JSON.stringify({ paths, there }));
    for (const path of there) renameSync(path, before(path));
  }

  putBack(): void {
    if (!this.isUnfinished) return;
    const { paths, there } = JSON.parse(readFileSync(this.note, 'utf8')) as { [list: string]: string[] };
    for (const path of paths ?? []) {
      // One that has not been set aside yet is still what it was.
      if (there?.includes(path) && !existsSync(before(path))) continue;
      rmSync(path, { recursive: true, force: true });
      if (existsSync(before(path))) renameSync(before(path), path);
    }
    rmSync(this.note);
  }

  forget(): void {
    const { paths } = JSON.parse(readFileSync(this.note, 'utf8')) as { [list: string]: string[] };
    rmSync(this.note);
    for (const path of paths ?? []) rmSync(before(path), { recursive: true, force: true });
  }
}

const before = (path: string): string => `${path}.before`;

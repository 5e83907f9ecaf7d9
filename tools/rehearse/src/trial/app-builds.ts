import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WorkspaceCopy } from '../workspace-copy';

/** What the builds differ in: a page, and a file that is fetched only when somebody asks for it. */
const PAGE = { file: 'apps/web/src/app/page.tsx', text: '<h1>Guest book</h1>' };
/** A module that is loaded for what it does alone, and a word that is in a build that has it. */
const INSTRUMENT = {
  file: 'apps/web/src/app/layout.tsx',
  line: "import '../sample-instrument';",
  word: 'an import without names',
};
/** Read by the instrument; a build that has it would be another one on another machine. */
const OF_THIS_MACHINE = {
  file: 'apps/web/.env.local',
  name: 'NEXT_PUBLIC_OF_THIS_MACHINE',
  value: 'nobody else has this value',
};
const TIPS = {
  file: 'apps/web/src/guest-book/tips-panel.tsx',
  text: 'Say where you come from, and what brought you here.',
};

/** Real builds of the sample app, as a team that goes on working on it pushes them. */
export class AppBuilds {
  private readonly workspace: WorkspaceCopy;
  /** One after the other: they share a workspace and what Next keeps between builds. */
  private queue: Promise<unknown> = Promise.resolve();
  private isOver = false;

  /** @param workspace absolute path of the workspace */
  constructor(workspace: string) {
    this.workspace = new WorkspaceCopy(workspace);
    const { file, name, value } = OF_THIS_MACHINE;
    writeFileSync(join(this.workspace.root, file), `${name}=${value}\n`);
  }

  /** Heading of the page in a build. */
  static heading(build: number): string {
    return `Guest book, build ${build}`;
  }

  /** What the panel says in a build, from a file of its own. */
  static tips(build: number): string {
    return `Tips of build ${build}.`;
  }

  /** Whether a build has what a page imports without a name. */
  static hasInstrument(folder: string): boolean {
    return contains(folder, INSTRUMENT.word);
  }

  /** Whether a build has what only this machine's `.env.local` says. */
  static hasValueOfThisMachine(folder: string): boolean {
    return contains(folder, OF_THIS_MACHINE.value);
  }

  /** @returns the folder that becomes the image */
  make(build: number): Promise<string> {
    const folder = join(this.workspace.root, 'builds', String(build));
    const made = this.queue.then(() => this.buildInto(folder, build));
    // Told to whoever waits for it.
    this.queue = made.catch(() => undefined);
    return made;
  }

  /** Waits for what is being built; what has not begun is not begun any more. */
  async remove(): Promise<void> {
    this.isOver = true;
    await this.queue;
    this.workspace.remove();
  }

  private async buildInto(folder: string, build: number): Promise<string> {
    const { workspace } = this;
    if (this.isOver) throw new Error(`Build ${build} is not needed any more.`);
    const undo = [
      workspace.edit(PAGE.file, PAGE.text, `<h1>${AppBuilds.heading(build)}</h1>`),
      workspace.edit(INSTRUMENT.file, '', `${INSTRUMENT.line}\n`),
      workspace.edit(TIPS.file, TIPS.text, AppBuilds.tips(build)),
    ];
    try {
      await run(process.execPath, ['apps/web/build.mjs', folder], { cwd: workspace.root });
      return folder;
    } finally {
      for (const takeBack of undo) takeBack();
    }
  }
}

const run = promisify(execFile);

function contains(folder: string, word: string): boolean {
  const built = join(folder, 'apps/web');
  return readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .some((file) => readFileSync(join(file.parentPath, file.name), 'utf8').includes(word));
}

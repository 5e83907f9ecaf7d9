import { cpSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkspaceCopy } from '@slipway/tool-rehearse';
import { writeBareApp } from './bare-app';
import { interleave, median, type Command } from './measure';
import { measureServer, type ServerFigures } from './measure-server';

export interface AppFigures {
  /** Nothing of before is there. */
  readonly coldBuild: number;
  /** After a change to one file. */
  readonly warmBuild: number;
  /** Of what goes into the image, in MB of 10⁶ bytes. */
  readonly megabytes: number;
  readonly server: ServerFigures;
  readonly bare: {
    readonly coldBuild: number;
    readonly warmBuild: number;
    readonly megabytes: number;
    readonly server: ServerFigures;
  };
}

const EDITED = 'apps/web/src/guest-book/tips-panel.tsx';
const SENTENCE = 'Say where you come from';

/** Builds and starts the sample app in a copy of the workspace, and a bare Next.js app beside it. */
export async function measureApp(
  workspace: string,
  rounds: number,
  say: (text: string) => void,
): Promise<AppFigures> {
  say('Measuring the app, about 6 minutes …');
  const copy = new WorkspaceCopy(workspace);
  const output = mkdtempSync(join(tmpdir(), 'bench-app-'));
  try {
    const own = join(output, 'own');
    const bareApp = writeBareApp(copy.root);
    const runs = await interleave(builds(copy, bareApp, own), rounds);
    const time = (name: keyof typeof runs) => median(runs[name].map(({ seconds }) => seconds));
    const bare = join(output, 'bare');
    cpSync(join(bareApp, '.next/standalone'), bare, { recursive: true, verbatimSymlinks: true });
    const bareFolder = join(bare, '.slipway/bench/bare-app');
    return {
      coldBuild: time('cold'),
      warmBuild: time('warm'),
      megabytes: sizeOf(own) / 1e6,
      server: await measureServer(own, '/healthz', rounds),
      bare: {
        coldBuild: time('bareCold'),
        warmBuild: time('bareWarm'),
        megabytes: sizeOf(bare) / 1e6,
        server: await measureServer(bareFolder, '/', rounds),
      },
    };
  } finally {
    copy.remove();
    rmSync(output, { recursive: true, force: true });
  }
}

function builds(copy: WorkspaceCopy, bareApp: string, output: string) {
  let takeBack = () => undefined as void;
  const forget = (app: string) => () => rmSync(join(app, '.next'), { recursive: true, force: true });
  const own: Command = {
    line: [process.execPath, 'apps/web/build.mjs', output],
    cwd: copy.root,
  };
  const bare: Command = {
    line: [process.execPath, 'node_modules/next/dist/bin/next', 'build', bareApp],
    cwd: copy.root,
    env: { NEXT_TELEMETRY_DISABLED: '1' },
  };
  return {
    cold: { ...own, before: forget(join(copy.root, 'apps/web')) },
    warm: {
      ...own,
      before: () => {
        takeBack();
        takeBack = copy.edit(EDITED, SENTENCE, `${SENTENCE} (${performance.now()})`);
      },
    },
    bareCold: { ...bare, before: forget(bareApp) },
    bareWarm: bare,
  } satisfies { readonly [name: string]: Command };
}

/** What the files hold, as an image would. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + lstatSync(join(parentPath, name)).size, 0);
}

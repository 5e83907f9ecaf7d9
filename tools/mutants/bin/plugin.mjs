// What StrykerJS loads, here and in each of its processes: their working directory is a copy of the workspace.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '#load';

const home = dirname(fileURLToPath(new URL('../..', import.meta.url)));
export const { strykerPlugins } = await load(
  { home, workspace: home },
  join(home, 'tools/mutants/src/plugin.ts'),
);

import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import type { App } from './app';
import { readDockerfile } from './dockerfile';
import { startWords } from './start-words';

/** What the image of a folder says of itself, as the Dockerfile's image would. */
export interface FolderImage {
  readonly command: readonly string[];
  readonly environment: { readonly [name: string]: string };
  readonly labels: { readonly [name: string]: string };
}

/** Says where files of an image are that browsers fetch by a name which changes with their content. */
const ASSETS = 'slipway.assets';

/** Of the image's variables, what is the machine's business where no container is. */
const OF_THE_CONTAINER = ['PATH', 'HOME', 'HOSTNAME', 'PORT'];

/** Where Next.js leaves them in a folder that is built. */
const NEXT_ASSETS = '.next/static';

/**
 * The Dockerfile has the last word on both clouds. Where there is none, package.json says how the app starts.
 *
 * @param workspace absolute path of the workspace
 * @param folder absolute path of the folder that was built
 * @throws Failure `usage` where nothing says how the app starts
 */
export async function folderImage(workspace: string, app: App, folder: string): Promise<FolderImage> {
  const facts = app.dockerfile && (await readDockerfile(join(workspace, app.dockerfile)));
  const command = (facts && facts.command) || startOf(folder);
  if (!command) throw noCommand(app);
  const assets = facts ? inFolder(facts.folder, facts.labels[ASSETS]) : nextAssets(folder);
  return {
    command,
    environment: facts
      ? Object.fromEntries(
          Object.entries(facts.environment).filter(([name]) => !OF_THE_CONTAINER.includes(name)),
        )
      : {},
    labels: assets && existsSync(join(folder, assets)) ? { [ASSETS]: `/${assets}` } : {},
  };
}

/** From a path in the Dockerfile's image to one in the folder, which is what the image's own folder holds. */
function inFolder(root: string, path: string | undefined): string | undefined {
  return path && posix.relative(root, path);
}

function nextAssets(folder: string): string | undefined {
  return existsSync(join(folder, NEXT_ASSETS)) ? NEXT_ASSETS : undefined;
}

/** What `npm start` runs. */
function startOf(folder: string): readonly string[] | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly scripts?: { readonly start?: string };
  };
  if (!scripts?.start?.trim()) return undefined;
  const words = startWords(scripts.start);
  if (!words) return ['npm', 'start', '--silent'];
  const [program = '', ...rest] = words;
  const own = `node_modules/.bin/${program}`;
  return existsSync(join(folder, own)) ? [own, ...rest] : words;
}

function noCommand({ folder, dockerfile }: App): Failure {
  return new Failure(
    'usage',
    dockerfile
      ? `${dockerfile} names no command: what its base image runs is not known without a container. Nothing was released.\nWrite a CMD into it, such as: CMD ["node", "server.js"]`
      : `Nothing says how ${folder} starts. Nothing was released.\nWrite a script "start" into its package.json, such as: "start": "node server.js"`,
  );
}

import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { contextRoot, type App } from '../app/app';

/** Never in an image, whatever a `.dockerignore` lets through: values of one machine, and packages of another. */
const NEVER = /(?:^|\/)(?:\.env(?!\.example$)[^/]*|node_modules|\.git)(?:\/|$)/;

/**
 * What stays out of an app's image, by its path from the context's root. Of two files of rules the one beside the
 * Dockerfile counts, as with Docker.
 *
 * @see https://docs.docker.com/build/concepts/context/#filename-and-location
 */
export function ignoredBy(workspace: string, app: App): (path: string) => boolean {
  const root = contextRoot(app);
  const files = [`${app.folder}/Dockerfile.dockerignore`, posix.join(root, '.dockerignore')];
  const file = files.map((path) => join(workspace, path)).find((path) => existsSync(path));
  const rules = file && dockerignore().add(readFileSync(file, 'utf8'));
  // It says how the image is made, as the Dockerfile does, and is no part of it.
  const own = posix.relative(root, `${app.folder}/slipway.json`);
  // An engine gets it whatever the rules say.
  const dockerfile = app.dockerfile && posix.relative(root, app.dockerfile);
  return (path) => {
    if (path === dockerfile) return false;
    return NEVER.test(path) || path === own || (rules ? rules.ignores(path) : false);
  };
}

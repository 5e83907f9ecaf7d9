import { bad, good, type Finding } from './finding';

/** The part of `package-lock.json`, and of the copy that npm leaves in `node_modules`, that says what is installed. */
export interface LockFile {
  readonly packages?: { readonly [path: string]: LockedPackage };
}

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  /** Such as those for another processor: npm leaves them out without a word. */
  readonly optional?: boolean;
  readonly link?: boolean;
}

const FIX = 'npm ci';

/**
 * Whether `node_modules` holds what `package-lock.json` pins. Their contents are compared: their times change with every
 * checkout.
 *
 * @param installed `undefined` when npm has left no note, so nothing was installed, or by another program
 */
export function packagesFinding(locked: LockFile, installed: LockFile | undefined): Finding {
  if (!installed) return bad('node_modules was not made by npm from package-lock.json', FIX);
  const there = installed.packages ?? {};
  const wanted = Object.entries(locked.packages ?? {}).filter(([path, { link }]) => path !== '' && !link);
  const wrong = wanted.flatMap(([path, { version, integrity, optional }]) => {
    const found = there[path];
    if (!found) return optional ? [] : `${nameOf(path)} is missing`;
    if (found.version !== version) return `${nameOf(path)} is ${found.version}, not ${version}`;
    return found.integrity === integrity ? [] : `${nameOf(path)} ${version} has different content`;
  });
  const [first] = wrong;
  if (first === undefined)
    return good(`${Object.keys(there).length} packages, as package-lock.json pins them`);
  const others = wrong.length - 1;
  return bad(`${first}${others > 0 ? `, and ${others} more differ from package-lock.json` : ''}`, FIX);
}

/** `node_modules/a/node_modules/@b/c` is `@b/c`. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

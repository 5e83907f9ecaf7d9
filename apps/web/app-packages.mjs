/**
 * The app's own part of the workspace's packages: package.json and package-lock.json with nothing but what it is built
 * and runs with, so that `npm ci` in its image is short and a tool's new version leaves the image as it is. What that is
 * says project.json, where Nx reads it, too: `externalDependencies` of the target `build`.
 *
 *     node app-packages.mjs <workspace> <folder>    writes both files into the folder
 *
 * Same packages, same bytes, and what is cut already stays as it is. Needs nothing but Node: it runs in the image before
 * any package is there.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (folder, file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const [, , workspace, folder] = process.argv;

try {
  const names = declaredPackages(read(import.meta.dirname, 'project.json'));
  const cut = appPackages(names, read(workspace, 'package.json'), read(workspace, 'package-lock.json'));
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of Object.entries(cut))
    writeFileSync(join(folder, file), `${JSON.stringify(content, undefined, 2)}\n`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function declaredPackages(project) {
  const inputs = project.targets.build.inputs.filter((input) => input.externalDependencies);
  return [...new Set(inputs.flatMap((input) => input.externalDependencies))].sort();
}

function appPackages(names, manifest, lock) {
  if (lock.lockfileVersion !== 3)
    throw new Error(
      `package-lock.json has version ${lock.lockfileVersion}; 3 is understood. Run npm install.`,
    );
  const declared = {
    ...manifest.optionalDependencies,
    ...manifest.devDependencies,
    ...manifest.dependencies,
  };
  const unknown = names.filter((name) => !Object.hasOwn(declared, name));
  if (unknown.length > 0) {
    throw new Error(`apps/web/project.json names packages that package.json lacks: ${unknown.join(', ')}.`);
  }
  const needed = Object.fromEntries(names.map((name) => [name, { optional: false }]));
  const { reached, required } = closure(needed, lock.packages);
  const present = new Set([...reached].map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  const root = {
    name: manifest.name,
    dependencies: Object.fromEntries(names.map((name) => [name, declared[name]])),
  };
  const settings = {
    overrides: ofPackages(present, manifest.overrides),
    allowScripts: ofPackages(present, manifest.allowScripts),
  };
  return {
    'package.json': { name: root.name, private: true, dependencies: root.dependencies, ...settings },
    'package-lock.json': {
      name: root.name,
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': root,
        ...Object.fromEntries(
          Object.entries(lock.packages)
            .filter(([path]) => reached.has(path))
            .map(([path, entry]) => [path, flagged(entry, required.has(path))]),
        ),
      },
    },
  };
}

/**
 * Every package that these lead to, by its path; `required` is what npm must be able to install. A peer that is optional
 * counts as none: whether it is there depends on what else the workspace has.
 */
function closure(direct, packages) {
  const reached = new Set();
  const required = new Set();
  const visit = (from, dependencies, isRequired) => {
    for (const [name, { optional }] of Object.entries(dependencies)) {
      const path = resolve(from, name, packages);
      if (path === undefined) {
        if (optional) continue;
        throw new Error(
          `package-lock.json lacks ${name}, which ${from || 'the app'} needs. Run npm install.`,
        );
      }
      const must = isRequired && !optional;
      if (must ? required.has(path) : reached.has(path)) continue;
      reached.add(path);
      if (must) required.add(path);
      visit(path, dependenciesOf(packages[path]), must);
    }
  };
  visit('', direct, true);
  return { reached, required };
}

function dependenciesOf({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta = {} }) {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta[name]?.optional);
  const all = [...Object.keys(dependencies ?? {}), ...peers].map((name) => [name, { optional: false }]);
  const optional = Object.keys(optionalDependencies ?? {}).map((name) => [name, { optional: true }]);
  return Object.fromEntries([...all, ...optional]);
}

/** As Node looks for a package: in the folder's own node_modules, then outwards. */
function resolve(from, name, packages) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at && `${at}/`}node_modules/${name}`;
    if (Object.hasOwn(packages, path)) return path;
    if (at === '') return undefined;
  }
}

/** Whether a package is for development or optional depends on who needs it: here that is the app alone. */
function flagged({ dev, devOptional, optional, peer, extraneous, ...entry }, isRequired) {
  return { ...entry, ...(isRequired ? {} : { optional: true }) };
}

/** Of settings by package, those of these packages; `undefined` when that is none. */
function ofPackages(present, settings = {}) {
  // `react@19` is about react.
  const own = Object.entries(settings).filter(([key]) => present.has(key.replace(/(?<=.)@.*$/, '')));
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}

import { checkTogether, formatProblems, uncertainZones, type Environment } from '@slipway/core';
import { FIRST_ENVIRONMENT } from '@slipway/tool-synth';
import { advice, bad, good, trouble, type Check, type Finding } from './finding';
import type { Machine } from './machine';
import {
  cloudFinding,
  engineFinding,
  gitFinding,
  psqlFinding,
  sessionPluginFinding,
  terraformFinding,
} from './machine-findings';
import { packagesFinding, type LockFile } from './packages';

/** What can be looked at without an environment and without credentials. */
export function machineChecks(machine: Machine): readonly Check[] {
  return [
    { name: 'Node', run: () => node(machine) },
    { name: 'npm', run: () => npm(machine) },
    { name: 'packages', run: () => packages(machine) },
    { name: 'git', run: () => git(machine) },
    { name: 'Python', run: () => python(machine) },
    { name: 'Terraform', run: async () => terraformFinding(await machine.terraform()) },
    { name: 'psql', run: async () => psqlFinding(await machine.said('psql', '--version')) },
    { name: 'session plugin', run: async () => sessionPluginFinding(machine.sessionPlugin()) },
    { name: 'embedded cloud', run: async () => cloudFinding(await machine.cloudEndpoint()) },
    ...fileChecks(machine),
  ];
}

/** Name of the check of an environment's file. */
export function fileOf(environment: string): string {
  return `environments/${environment}`;
}

interface Manifest {
  readonly engines?: { readonly node?: string; readonly npm?: string };
}

async function node(machine: Machine): Promise<Finding> {
  const { engines } = ((await machine.json('package.json')) ?? {}) as Manifest;
  return engineFinding({
    version: machine.nodeVersion,
    range: engines?.node,
    fix: 'https://nodejs.org/en/download, or with a version manager: nvm install --lts',
  });
}

async function npm(machine: Machine): Promise<Finding> {
  const { engines } = ((await machine.json('package.json')) ?? {}) as Manifest;
  return engineFinding({
    version: await machine.said('npm', '--version'),
    range: engines?.npm,
    fix: `npm install --global npm${engines?.npm ? `@"${engines.npm}"` : ''}`,
  });
}

async function packages(machine: Machine): Promise<Finding> {
  const [locked, installed] = await Promise.all([
    machine.json('package-lock.json'),
    machine.json('node_modules/.package-lock.json'),
  ]);
  if (!locked) return bad('there is no package-lock.json to compare with', 'npm install');
  return packagesFinding(locked as LockFile, installed as LockFile | undefined);
}

async function git(machine: Machine): Promise<Finding> {
  const [version, shallow] = await Promise.all([
    machine.said('git', '--version'),
    machine.said('git', 'rev-parse', '--is-shallow-repository'),
  ]);
  return gitFinding({
    version: version?.replace(/^git version /, ''),
    shallow: shallow === undefined ? undefined : shallow === 'true',
  });
}

async function python(machine: Machine): Promise<Finding> {
  const { version, executable } = await machine.python();
  return good(`${version}, ${executable}`);
}

/** Each environment's file by itself, then all of them together, as far as each is fine. */
function fileChecks(machine: Machine): readonly Check[] {
  const names = machine.environmentNames();
  if (names.length === 0) {
    const finding = bad('there is none yet', FIRST_ENVIRONMENT);
    return [{ name: 'environments', run: async () => finding }];
  }
  const each = names.map((name): Check => ({ name: fileOf(name), run: () => file(machine, name) }));
  const needs = names.map(fileOf);
  return [...each, { name: 'environments', needs, run: () => together(machine, names) }];
}

async function file(machine: Machine, name: string): Promise<Finding> {
  const environment = await machine.environment(name);
  const { name: own } = environment;
  return own === name
    ? valid(environment)
    : bad(
        `has the name "${own}"`,
        `Set name in environments/${name}/environment.ts to "${name}", or rename the folder.`,
      );
}

/** Which zones an account has, it alone can tell; a plan asks it. */
function valid({ tier, aws, network }: Environment): Finding {
  const found = `valid: ${tier}, account ${aws.account}, ${aws.region}`;
  const zones = uncertainZones(aws.region, network.zones);
  if (zones.length === 0) return good(found);
  return advice(
    `${found}; not every account has ${zones.join(' and ')}`,
    `A plan asks the account, and refuses a zone that it lacks. Then name others in network.zones, by their letters.`,
  );
}

async function together(machine: Machine, names: readonly string[]): Promise<Finding> {
  const problems = checkTogether(await Promise.all(names.map((name) => machine.environment(name))));
  if (problems.length === 0) return good(`${names.join(', ')}: no conflicts`);
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return trouble(`${count} between them\n${formatProblems(problems)}`);
}

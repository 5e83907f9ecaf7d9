import type { Environment, ServiceSettings } from '../environment';
import { FARGATE_SIZES_SOURCE, fargateCpusWith, fargateMemory } from '../fargate';
import type { Problem } from '../problem';
import { formatCpu, formatMemory } from '../size';
import { describePath, either, quote } from '../wording';
import { releaseRules } from './release-rules';
import type { Sound } from './sound';
import { variableRules } from './variable-rules';

/** Fewest tasks in production: one may fail or be replaced while the other serves. */
const PRODUCTION_TASKS = 2;

export function serviceRules(environment: Environment, sound: Sound): readonly Problem[] {
  const inProduction = environment.tier === 'production' && sound('tier');
  const hasDatabase = environment.database !== false && sound('database');
  return [
    ...processTypeRules(Object.keys(environment.services), sound),
    ...Object.entries(environment.services).flatMap(([name, service]) => {
      const soundHere: Sound = (...path) => sound('services', name, ...path);
      return [
        ...sizeRule(name, service, soundHere),
        ...scalingRules(name, service, inProduction, soundHere),
        ...releaseRules(name, service, hasDatabase, soundHere),
        ...variableRules(name, service, hasDatabase, soundHere),
      ];
    }),
  ];
}

function processTypeRules(names: readonly string[], sound: Sound): readonly Problem[] {
  const allowed = '`web`, the process behind the load balancer';
  const unknown = names.filter((name) => name !== 'web');
  if (unknown.length > 0) {
    return unknown.map((name) => ({
      subject: describePath(['services', name]),
      got: `a service named ${quote(name)}`,
      allowed,
      fix: names.includes('web') ? 'Remove it.' : 'Rename it to `web`.',
    }));
  }
  if (names.length > 0 || !sound('services', 'web')) return [];
  return [{ subject: 'services', got: 'no service', allowed, fix: 'Add `web: {}`, or leave services out.' }];
}

function sizeRule(name: string, { cpuUnits, memoryMb }: ServiceSettings, sound: Sound): readonly Problem[] {
  const offered = fargateMemory(cpuUnits);
  if (!sound('cpu') || !sound('memory') || offered.includes(memoryMb)) return [];
  const enough = offered.find((memory) => memory >= memoryMb) ?? offered.at(-1) ?? memoryMb;
  const cpus = fargateCpusWith(memoryMb).map((cpu) => quote(formatCpu(cpu)));
  return [
    {
      subject: describePath(['services', name, 'memory']),
      got: `${quote(formatMemory(memoryMb))} with cpu ${quote(formatCpu(cpuUnits))}`,
      allowed: `${describeMemory(offered)} with that cpu`,
      fix: `Set memory to ${quote(formatMemory(enough))}${cpus.length > 0 ? `, or cpu to ${either(cpus)}` : ''}.`,
      source: FARGATE_SIZES_SOURCE,
    },
  ];
}

/** `512 MB, 1 GB or 2 GB`, and for the long lists `4 GB to 16 GB in steps of 1 GB`. */
function describeMemory(sizes: readonly number[]): string {
  const [first = 0, second = 0] = sizes;
  if (sizes.length <= 4) return either(sizes.map(formatMemory));
  return `${formatMemory(first)} to ${formatMemory(sizes.at(-1) ?? 0)} in steps of ${formatMemory(second - first)}`;
}

function scalingRules(
  name: string,
  { scaling: { min, max } }: ServiceSettings,
  inProduction: boolean,
  sound: Sound,
): readonly Problem[] {
  if (!sound('scaling', 'min')) return [];
  const fewest = inProduction ? Math.max(min, PRODUCTION_TASKS) : min;
  const tooFew: Problem = {
    subject: describePath(['services', name, 'scaling', 'min']),
    got: String(min),
    allowed: `${PRODUCTION_TASKS} or more in production`,
    fix: `Set it to ${PRODUCTION_TASKS}, or leave it out: with one task, every failure is an outage.`,
  };
  const tooTight: Problem = {
    subject: describePath(['services', name, 'scaling', 'max']),
    got: String(max),
    allowed: `at least min, which is ${fewest}`,
    fix: `Set it to ${fewest} or more, or leave it out for three times min.`,
  };
  return [...(min < fewest ? [tooFew] : []), ...(max < fewest && sound('scaling', 'max') ? [tooTight] : [])];
}

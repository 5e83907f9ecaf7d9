import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AWS_DEFAULT_ROLLOUT, rolloutFloor, rolloutSettings, synthesize } from '@slipway/tool-synth';
import { appRows } from './app-rows';
import { describeMachine } from './machine';
import { manyEnvironments } from './many-environments';
import { interleave, median, type Command, type Measurement } from './measure';
import { installReference, referenceCommand } from './reference';
import { measureApp } from './measure-app';
import { measureReleases } from './measure-releases';
import { releaseRows } from './release-rows';
import { atLeast, atMost, benchmarksPage, megabytes, seconds, table, type Row } from './table';

export interface BenchOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  readonly date: Date;
  /** How often each command is run. */
  readonly rounds: number;
}

const ENVIRONMENT = 'prod';
const MANY = 50;
const PAGE = 'docs/benchmarks.md';

/** Measures, prints the table and writes it to `docs/benchmarks.md`. A missed target is said, and is no failure. */
export async function bench({ workspace, date, rounds }: BenchOptions): Promise<void> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const { stackFile } = await synthesize(ENVIRONMENT, { workspace });
  installReference(workspace, say);
  say(`Measuring, ${rounds} rounds …`);
  const runs = await interleave(commands(workspace), rounds);
  const rows = [...synthRows(runs), ...manyRows(runs), ...rolloutRows(stackFile)];
  const app = appRows(await measureApp(workspace, rounds, say));
  const releases = releaseRows(await measureReleases(workspace, rounds, say));
  const page = benchmarksPage({ machine: describeMachine(), date, rounds, rows, app, releases });
  mkdirSync(join(workspace, 'docs'), { recursive: true });
  writeFileSync(join(workspace, PAGE), page);
  process.stdout.write(page);
}

/** Only the figures of releases, printed and not kept: for whoever works on them. */
export async function benchReleases({
  workspace,
  rounds,
}: Pick<BenchOptions, 'workspace' | 'rounds'>): Promise<void> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const rows = releaseRows(await measureReleases(workspace, rounds, say));
  process.stdout.write(`${table(rows).join('\n')}\n`);
}

/** Only the figures of the app, printed and not kept. */
export async function benchApp({
  workspace,
  rounds,
}: Pick<BenchOptions, 'workspace' | 'rounds'>): Promise<void> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const rows = appRows(await measureApp(workspace, rounds, say));
  process.stdout.write(`${table(rows).join('\n')}\n`);
}

type Name = 'warm' | 'cold' | 'nx' | 'one' | 'many' | 'reference' | 'referenceWithoutTypes';
type Runs = { readonly [name in Name]: readonly Measurement[] };

function commands(workspace: string): { readonly [name in Name]: Command } {
  const synth = { line: [process.execPath, 'tools/synth/bin/synth.mjs', ENVIRONMENT], cwd: workspace };
  const bundle = join(workspace, `.slipway/bundle/environments-${ENVIRONMENT}-main`);
  return {
    warm: synth,
    cold: {
      ...synth,
      before: () => {
        rmSync(`${bundle}.json`, { force: true });
        rmSync(bundle, { recursive: true, force: true });
      },
    },
    nx: {
      line: [process.execPath, 'node_modules/.bin/nx', 'run', `${ENVIRONMENT}:synth`],
      cwd: workspace,
      env: { NX_DAEMON: 'false' },
    },
    one: manyEnvironments(workspace, ENVIRONMENT, 1),
    many: manyEnvironments(workspace, ENVIRONMENT, MANY),
    reference: referenceCommand(workspace, ENVIRONMENT),
    referenceWithoutTypes: referenceCommand(workspace, ENVIRONMENT, ['--transpile-only']),
  };
}

function synthRows(runs: Runs): Row[] {
  const time = (name: Name) => median(runs[name].map((run) => run.seconds));
  const peak = (name: Name) => Math.max(...runs[name].map(({ peakMegabytes }) => peakMegabytes));
  return [
    atMost(`synth of ${ENVIRONMENT}`, time('warm'), 0.6, seconds),
    { what: 'the same after a change to the sources', measured: seconds(time('cold')) },
    { what: '`cdktf synth` of the same stack', measured: seconds(time('reference')) },
    { what: '`cdktf synth` without type check', measured: seconds(time('referenceWithoutTypes')) },
    atLeast('times faster than `cdktf synth`', time('reference') / time('warm'), 8, times),
    atMost('peak memory of synth', Math.max(peak('warm'), peak('cold')), 150, megabytes),
    { what: 'peak memory of `cdktf synth`, its largest process', measured: megabytes(peak('reference')) },
    atMost(`\`nx run ${ENVIRONMENT}:synth\`, cached, no daemon`, time('nx'), 1.5, seconds),
  ];
}

function manyRows(runs: Runs): Row[] {
  const each = (name: Name, count: number) =>
    median(runs[name].map(({ stdout }) => Number(stdout))) / 1000 / count;
  const [one, many] = [each('one', 1), each('many', MANY)];
  return [
    { what: 'building one environment, code loaded', measured: seconds(one) },
    { what: `building each of ${MANY} in one app`, measured: seconds(many) },
    atMost(`cost of one among ${MANY} to one alone`, many / one, 1.5, times),
  ];
}

function rolloutRows(stackFile: string): Row[] {
  const settings = rolloutSettings(JSON.parse(readFileSync(stackFile, 'utf8')));
  const whole = (value: number) => `${value} s`;
  return [
    ...Object.entries(settings).flatMap(([service, own]) => {
      const { seconds, wave } = rolloutFloor(own);
      return [
        { what: `rollout floor of ${service}, 2 tasks`, measured: whole(seconds) },
        atMost(`… without the drain, which is as long as declared`, seconds - wave.drain, 35, whole),
      ];
    }),
    {
      what: 'rollout floor with the defaults of AWS',
      measured: whole(rolloutFloor(AWS_DEFAULT_ROLLOUT).seconds),
    },
  ];
}

function times(value: number): string {
  return `${value.toFixed(1)} ×`;
}

import { relative } from 'node:path';
import {
  cloudEnvironment,
  cloudStatus,
  lastPoint,
  resetCloud,
  sites,
  startCloud,
  stopCloud,
  type Cloud,
} from '@slipway/tool-cloud';
import { readEnvironment } from '@slipway/tool-synth';
import { EXIT_CODES, Failure } from '@slipway/tool-terminal';
import { checkEnvironment } from '../environment-argument';
import { exportLines } from '../export-lines';
import { ago, listStates, removeNamed, restoreState, saveState, type Said } from '../saved-states';
import { unknownWord, UsageError } from '../usage-error';
import { defineVerb, JSON_OUTPUT, type Context } from '../verb';

type Action = (context: Context, json: boolean, name?: string) => Promise<number | void>;

/** Those that are about something with a name. */
const WITH_NAME = ['env', 'save', 'restore', 'remove'];

const ACTIONS: { readonly [name: string]: Action } = {
  start: async (context, json) => show(await startCloud(options(context)), context, json),
  stop: async (context, json) => {
    const wasRunning = await stopCloud(options(context));
    const text = wasRunning
      ? 'Stopped. Everything in it is kept. Start it again with: npx slipway cloud start'
      : 'It was not running.';
    context.output.result(json ? JSON.stringify({ wasRunning }) : text);
  },
  status: async (context, json) => {
    const cloud = await cloudStatus(options(context));
    if (cloud) return show(cloud, context, json);
    context.output.result(
      json ? JSON.stringify({ running: false }) : 'Not running. Start it with: npx slipway cloud start',
    );
    return EXIT_CODES.cloud;
  },
  reset: async (context, json) => {
    await resetCloud(options(context));
    const text = 'Emptied: nothing lives in it any more.';
    context.output.result(json ? JSON.stringify({ emptied: true }) : text);
  },
  save: (context, json, name) => tell(context, json, saveState(options(context), name)),
  restore: (context, json, name) => tell(context, json, restoreState(options(context), name)),
  list: (context, json) => tell(context, json, listStates(options(context))),
  remove: (context, json, name) => tell(context, json, removeNamed(options(context), name)),
  env: async (context, json, name) => {
    if (name === undefined)
      throw new UsageError('Which environment? Add it after env, such as: cloud env local');
    const { workspace, output } = context;
    const { aws } = await readEnvironment(checkEnvironment(name, workspace), { workspace });
    const cloud = await cloudStatus(options(context));
    if (!cloud)
      throw new Failure('cloud', 'The embedded cloud is not running. Start it with: npx slipway cloud start');
    // The command sets it for itself; it is none of the caller's.
    const { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: _, ...callers } = process.env;
    const variables = await cloudEnvironment(cloud, aws, callers);
    output.result(json ? JSON.stringify(variables, undefined, 2) : exportLines(variables));
  },
};

export default defineVerb({
  args: {
    action: { type: 'positional', required: true, description: `One of ${Object.keys(ACTIONS).join(', ')}` },
    name: {
      type: 'positional',
      required: false,
      description: 'With env: whose account. With save, restore and remove: of the saved state',
    },
    json: JSON_OUTPUT,
  },
  examples: {
    'cloud start': 'a deploy to the embedded cloud starts it by itself',
    'cloud status': 'ends with 13 when it is not running',
    'cloud env local':
      'lines that point the aws command line of a shell at this cloud: eval "$(slipway cloud env local)"',
    'cloud stop': 'what lives in it is kept, and the next start has it again',
    'cloud reset': 'empties it; the next deploy builds everything again',
    'cloud save before-the-demo': 'keeps all of it under a name, databases too; restore goes back to it',
  },
  async run({ action, name, json = false }, context) {
    const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    const names = Object.keys(ACTIONS);
    if (!run) throw unknownWord('action', action, names, `There are: ${names.join(', ')}.`);
    if (name !== undefined && !WITH_NAME.includes(action))
      throw new UsageError(`What is "${name}"? This action takes nothing more.`);
    return run(context, json, name);
  },
});

function options({ workspace, output }: Context) {
  return { workspace, note: (text: string) => output.note(text) };
}

async function tell({ output }: Context, json: boolean, said: Promise<Said>): Promise<void> {
  const { text, json: data } = await said;
  output.result(json ? JSON.stringify(data) : text);
}

async function show(cloud: Cloud, { workspace, output }: Context, json: boolean): Promise<void> {
  const { endpoint, log, pid } = cloud;
  const served = await sites(cloud);
  const saved = lastPoint({ workspace });
  const lines = [
    `endpoint  ${endpoint}`,
    ...served.map(({ hosts, url }) => `site      ${url}  ${hosts.join(', ')}`),
    `log       ${relative(workspace, log)}`,
    `process   ${pid}`,
    `saved     ${saved === undefined ? 'not yet' : ago({ taken: saved })}`,
  ];
  output.result(
    json ? JSON.stringify({ running: true, endpoint, log, pid, saved, sites: served }) : lines.join('\n'),
  );
}

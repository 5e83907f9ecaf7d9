import { relative } from 'node:path';
import { cloudStatus, resetCloud, startCloud, stopCloud, type Cloud } from '@slipway/tool-cloud';
import { EXIT_CODES } from '@slipway/tool-terraform';
import { unknownWord } from '../usage-error';
import { defineVerb, JSON_OUTPUT, type Context } from '../verb';

type Action = (context: Context, json: boolean) => Promise<number | void>;

const ACTIONS: { readonly [name: string]: Action } = {
  start: async (context, json) => show(await startCloud(options(context)), context, json),
  stop: async (context) => {
    const wasRunning = await stopCloud(options(context));
    context.output.result(wasRunning ? 'Stopped. What lived in it is gone.' : 'It was not running.');
  },
  status: async (context, json) => {
    const cloud = await cloudStatus(options(context));
    if (cloud) return show(cloud, context, json);
    context.output.result(
      json ? JSON.stringify({ running: false }) : 'Not running. Start it with: slipway cloud start',
    );
    return EXIT_CODES.cloud;
  },
  reset: async (context) => {
    await resetCloud(options(context));
    context.output.result('Emptied: nothing lives in it any more.');
  },
};

export default defineVerb({
  args: {
    action: { type: 'positional', required: true, description: `One of ${Object.keys(ACTIONS).join(', ')}` },
    json: JSON_OUTPUT,
  },
  examples: {
    'cloud start': 'a deploy to the embedded cloud starts it by itself',
    'cloud status': 'ends with 13 when it is not running',
    'cloud reset': 'empties it; the next deploy builds everything again',
  },
  async run({ action, json = false }, context) {
    const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    const names = Object.keys(ACTIONS);
    if (!run) throw unknownWord('action', action, names, `There are: ${names.join(', ')}.`);
    return run(context, json);
  },
});

function options({ root, output }: Context) {
  return { root, note: (text: string) => output.note(text) };
}

function show({ endpoint, log, pid }: Cloud, { root, output }: Context, json: boolean): void {
  output.result(
    json
      ? JSON.stringify({ running: true, endpoint, log, pid })
      : [`endpoint  ${endpoint}`, `log       ${relative(root, log)}`, `process   ${pid}`].join('\n'),
  );
}

import {
  followLogs,
  logLine,
  noLinesWords,
  parseSince,
  readLogs,
  serviceOf,
  type LogEvent,
} from '@slipway/tool-operate';
import { palette } from '@slipway/tool-terminal';
import { atEnvironment } from '../at-environment';
import { interruption } from '../interruption';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    service: { type: 'positional', required: false, description: 'One service only, such as web' },
    since: {
      type: 'string',
      valueHint: 'time',
      description: 'How long ago (30s, 15m, 2h, 1d) or when, in UTC (2026-11-25T10:00) (default: 15m)',
    },
    follow: { type: 'boolean', short: 'f', description: 'Show new lines too, until Ctrl-C' },
    filter: {
      type: 'string',
      valueHint: 'pattern',
      description: 'Only lines that match, in CloudWatch\'s language: a word, or "some words"',
    },
    embedded: EMBEDDED,
    json: { ...JSON_OUTPUT, description: 'Print a JSON object a line, with whole messages' },
  },
  examples: {
    'logs prod --since 1d --filter error': 'every line of the last day with that word in it',
    'logs staging web --follow': 'the last 15 minutes, then whatever comes',
    'logs staging --json | jq -r .message': 'for a script',
  },
  async run(args, context) {
    const { output } = context;
    const from = parseSince(args.since ?? '15m', Date.now());
    const style = { colors: palette(output), cut: output.interactive };
    const show = (event: LogEvent) =>
      output.result(args.json ? JSON.stringify(event) : logLine(event, style));
    await atEnvironment(args, context, async (open) => {
      const { services } = open.environment;
      const names = args.service ? [serviceOf(open, args.service).name] : Object.keys(services);
      const query = { services: names, from, filter: args.filter };
      const pages = args.follow ? followLogs(open, query, { signal: interruption() }) : readLogs(open, query);
      let lines = 0;
      for await (const page of pages) {
        page.forEach(show);
        lines += page.length;
      }
      // To standard error: a script that reads lines gets none.
      if (lines === 0 && !args.follow) output.note(noLinesWords(names, args));
    });
  },
});

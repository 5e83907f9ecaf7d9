import { openShell } from '@slipway/tool-operate';
import { consentToProduction, terminalPrompt } from '@slipway/tool-terminal';
import { atEnvironment } from '../at-environment';
import { terminalStreams } from '../terminal-streams';
import { defineVerb, EMBEDDED, ENVIRONMENT, YES_PRODUCTION } from '../verb';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    service: {
      type: 'positional',
      required: false,
      description: 'Into a task of this service (default: web)',
    },
    'yes-production': YES_PRODUCTION,
    embedded: EMBEDDED,
  },
  command: 'command',
  examples: {
    'shell staging': 'a shell in the newest running task',
    'shell staging -- node -e "console.log(process.uptime())"':
      'a command there; AWS does not report its exit code',
  },
  async run(args, context) {
    const { output, command } = context;
    await atEnvironment({ ...args, safe: 'The tasks run on.' }, context, async (open) => {
      await consentToProduction(open.environment, 'opens a shell', {
        yes: args['yes-production'],
        output,
        prompt: terminalPrompt(),
      });
      await openShell(open, {
        service: args.service,
        command: command.length > 0 ? command : undefined,
        streams: terminalStreams(),
      });
    });
  },
});

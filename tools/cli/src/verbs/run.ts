import { runOneOff, shortId, startOneOff } from '@slipway/tool-operate';
import { consentToProduction, npxSlipway, terminalPrompt } from '@slipway/tool-terminal';
import { atEnvironment } from '../at-environment';
import { interruption } from '../interruption';
import { UsageError } from '../usage-error';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT, YES_PRODUCTION } from '../verb';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    service: {
      type: 'string',
      valueHint: 'name',
      description: 'Whose release, variables and network it gets (default: web)',
    },
    detach: { type: 'boolean', description: 'Start it, print its task and do not wait' },
    'yes-production': YES_PRODUCTION,
    embedded: EMBEDDED,
    json: { ...JSON_OUTPUT, description: 'With --detach: print the task as JSON' },
  },
  command: 'command',
  examples: {
    'run staging -- node script.js': 'in a task of its own; ends with its exit code, Ctrl-C stops it',
    'run staging --detach -- node long.js': 'goes on without you; its lines are in the logs',
    'run prod --yes-production -- node script.js': 'from a pipeline, where nobody can type a name',
  },
  async run(args, context) {
    const { output, command } = context;
    if (command.length === 0)
      throw new UsageError('Which command? Add it after --, such as: -- node script.js');
    const { environment, service } = args;
    const safe = `A command that was started goes on: ${npxSlipway('ps', environment)}`;
    return atEnvironment({ ...args, safe }, context, async (open) => {
      await consentToProduction(open.environment, 'runs a command', {
        yes: args['yes-production'],
        output,
        prompt: terminalPrompt(),
      });
      if (args.detach) {
        const task = await startOneOff(open, { service, command });
        output.result(args.json ? JSON.stringify({ task }) : `Started as task ${task}`);
        return 0;
      }
      const signal = interruption();
      signal.addEventListener('abort', () => output.note('Stopping the task.'));
      return runOneOff(
        open,
        { service, command },
        {
          signal,
          started: (task) => output.note(`Task ${shortId(task)} is on its way; Ctrl-C stops it.`),
          line: (text) => output.result(text),
        },
      );
    });
  },
});

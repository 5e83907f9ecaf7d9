import { psql } from '@slipway/tool-operate';
import { consentToProduction, terminalPrompt } from '@slipway/tool-terminal';
import { atEnvironment } from '../at-environment';
import { defineVerb, EMBEDDED, ENVIRONMENT, YES_PRODUCTION } from '../verb';

export default defineVerb({
  args: { environment: ENVIRONMENT, 'yes-production': YES_PRODUCTION, embedded: EMBEDDED },
  command: 'options of psql',
  examples: {
    'psql staging': 'through a tunnel where the database is not reachable from here',
    "psql staging -- -c 'select count(*) from users'": 'what follows -- is for psql',
  },
  async run(args, context) {
    const { output, command } = context;
    return atEnvironment({ ...args, safe: 'No connection was opened.' }, context, async (open) => {
      await consentToProduction(open.environment, 'opens its database', {
        yes: args['yes-production'],
        output,
        prompt: terminalPrompt(),
      });
      return psql(open, command, (text) => output.note(text));
    });
  },
});

import {
  connectionUrl,
  forwardPort,
  freePort,
  isReachable,
  openTunnel,
  readDatabase,
  runAtTerminal,
} from '@slipway/tool-operate';
import { consentToProduction, npxSlipway, terminalPrompt } from '@slipway/tool-terminal';
import { atEnvironment } from '../at-environment';
import { interruption } from '../interruption';
import { unknownWord, UsageError } from '../usage-error';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT, YES_PRODUCTION } from '../verb';

const LOOPBACK = '127.0.0.1';

export default defineVerb({
  args: {
    action: { type: 'positional', required: true, description: 'tunnel' },
    environment: ENVIRONMENT,
    port: {
      type: 'string',
      valueHint: 'number',
      description: 'Port of this machine (default: one that is free)',
    },
    'yes-production': YES_PRODUCTION,
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  examples: {
    'db tunnel staging': 'opens a way to the database through a running task, until Ctrl-C',
    'db tunnel staging --port 6432': 'at a port of your choice',
  },
  async run(args, context) {
    const { output } = context;
    if (args.action !== 'tunnel') throw unknownWord('action', args.action, ['tunnel'], 'There is: tunnel.');
    const wanted = args.port === undefined ? undefined : portNumber(args.port);
    return atEnvironment({ ...args, safe: 'No connection was opened.' }, context, async (open) => {
      await consentToProduction(open.environment, 'opens its database', {
        yes: args['yes-production'],
        output,
        prompt: terminalPrompt(),
      });
      const access = await readDatabase(open);
      const show = (host: string, port: number, direct: boolean) => {
        const url = connectionUrl(access, host, port);
        output.result(args.json ? JSON.stringify({ url, direct }) : url);
      };
      const { host, port } = access;
      const direct = await isReachable(host, port);
      if (direct && wanted === undefined) {
        show(host, port, true);
        output.note('It is reachable from here; no tunnel is needed.');
        return 0;
      }
      const localPort = wanted ?? (await freePort());
      if (direct) {
        const { closed } = await forwardPort({ host, port, localPort }, interruption());
        show(LOOPBACK, localPort, true);
        output.note('It is reachable from here, and at this port too. Ctrl-C closes.');
        await closed;
        return 0;
      }
      const tunnel = await openTunnel(open, { host, port, localPort });
      show(LOOPBACK, localPort, false);
      output.note(
        `The password is in Secrets Manager; ${npxSlipway('psql', args.environment)} needs none. Ctrl-C closes.`,
      );
      return (await runAtTerminal(tunnel)) ?? 1;
    });
  },
});

function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535) throw new UsageError(`"${text}" is not a port. Allowed: 1 to 65535.`);
  return port;
}

import { targetCloud } from '@slipway/tool-deploy';
import { openInBrowser } from '@slipway/tool-operate';
import { siteUrl } from '@slipway/tool-ship';
import { readEnvironment } from '@slipway/tool-synth';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { checkEnvironment } from '../environment-argument';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: { environment: ENVIRONMENT, embedded: EMBEDDED, json: JSON_OUTPUT },
  examples: {
    'open staging': 'in the browser; prints the address where there is none',
    'open local': 'where the embedded cloud answers for it',
  },
  async run({ environment: name, embedded, json }, { workspace, output }) {
    const environment = await readEnvironment(checkEnvironment(name, workspace), { workspace });
    const cloud = targetCloud(name, { workspace, env: process.env, embedded });
    const url = await siteUrl({ environment, cloud }, workspace);
    if (url === undefined)
      throw new Failure(
        'cloud',
        `Nothing answers for "${name}" on the embedded cloud. First: ${npxSlipway('deploy', name)}`,
      );
    output.result(json ? JSON.stringify({ url }) : url);
    if (!json && output.interactive) await openInBrowser(url);
  },
});

import { doctor, doctorLines } from '@slipway/tool-doctor';
import { EXIT_CODES } from '@slipway/tool-terminal';
import { checkEnvironment } from '../environment-argument';
import { UsageError } from '../usage-error';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: {
    environment: { ...ENVIRONMENT, required: false, description: 'Look at where it lives, too' },
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  examples: {
    doctor: 'this machine and the files of all environments; needs no credentials',
    'doctor staging': 'and the account, buckets, registry, services, secrets, releases and tasks of staging',
    'doctor staging --json': 'for a script; ends with 1 when something has to be fixed',
  },
  async run({ environment: name, embedded, json }, { workspace, output }) {
    if (embedded && name === undefined)
      throw new UsageError('--embedded needs an environment. Add its name after the verb.');
    const environment = name === undefined ? undefined : checkEnvironment(name, workspace);
    output.status('Looking ...');
    const diagnosis = await doctor({ workspace, environment, embedded });
    output.status('');
    output.result(json ? JSON.stringify(diagnosis, undefined, 2) : doctorLines(diagnosis, output).join('\n'));
    return diagnosis.count.bad > 0 ? EXIT_CODES.failed : EXIT_CODES.ok;
  },
});

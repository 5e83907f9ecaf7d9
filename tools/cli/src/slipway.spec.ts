import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { recordedOutput } from '@slipway/tool-terminal';
import { main } from './main';
import { VERBS } from './verbs';

jest.setTimeout(60_000);

const ROOT = resolve(__dirname, '../../..');

/** Runs the command as a person without a terminal would, from anywhere. A start takes a third of a second. */
function started(...line: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'tools/cli/bin/slipway.mjs'), ...line],
    {
      cwd: tmpdir(),
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

/** The same in this process. */
async function slipway(...line: string[]) {
  const { output, results, notes } = recordedOutput();
  const status = await main(ROOT, line, output);
  const lines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join('');
  return { status, stdout: lines(results), stderr: lines(notes) };
}

describe('slipway', () => {
  it.each([[], ['--help'], ['help']])('shows every verb for %j', async (...line) => {
    const { status, stdout } = await slipway(...line);

    expect(status).toBe(0);
    for (const [verb, { summary }] of Object.entries(VERBS))
      expect(stdout).toMatch(new RegExp(`^  ${verb} +${summary}$`, 'm'));
  });

  it.each(Object.keys(VERBS))(
    '%s --help shows an example, the exit codes and no escape sequence',
    async (verb) => {
      const { status, stdout, stderr } = await slipway(verb, '--help');

      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toContain(`Usage: slipway ${verb}`);
      expect(stdout).toMatch(new RegExp(`Examples:\n  slipway ${verb}`));
      expect(stdout).toContain('Exit codes: ');
      expect(stdout).not.toContain('\u001B');
    },
  );

  it.each([
    [['deplyo', 'prod'], 'There is no verb "deplyo". Did you mean "deploy"?\n'],
    [['launch'], 'There is no verb "launch". slipway --help shows what there is.\n'],
    [['deploy', 'prdo'], 'There is no environment "prdo". Did you mean "prod"?\n'],
    [['plan', 'xyz'], 'There is no environment "xyz". There are: local, prod, staging.\n'],
    [['deploy', 'prod', '--dryrun'], 'There is no option "--dryrun". Did you mean "--dry-run"?\n'],
    [['destroy', 'prod', '--yes=no'], '--yes takes no value. Write it alone, or leave it out.\n'],
    [['doctor', '--json=no'], '--json takes no value. Write it alone, or leave it out.\n'],
    [['plan', 'prod', '--', '--json'], 'This verb takes no command after --.\n'],
    [['cloud', 'strat'], 'There is no action "strat". Did you mean "start"?\n'],
  ])('answers %j in one line, with what was probably meant', async (line, stderr) => {
    expect(await slipway(...line)).toEqual({ status: 2, stdout: '', stderr });
  });

  it('leaves standard output to the JSON', () => {
    const { status, stdout } = started('synth', 'prod', '--json');

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      directory: join(ROOT, 'cdktf.out/prod'),
      stackFile: join(ROOT, 'cdktf.out/prod/stacks/prod/cdk.tf.json'),
    });
  });

  it.each([[[]], [['logs', '--help']], [['deplyo', 'prod']], [['deploy', 'prdo']]])(
    'a start with %j ends and says as main does',
    async (line: string[]) => {
      expect(started(...line)).toEqual(await slipway(...line));
    },
  );

  it('tells its version', () => {
    expect(started('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

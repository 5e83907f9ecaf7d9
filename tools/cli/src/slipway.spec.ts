import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { VERBS } from './verbs';

const ROOT = resolve(__dirname, '../../..');

/** Runs the command as a person without a terminal would, from anywhere. */
function slipway(...line: string[]) {
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

describe('slipway', () => {
  it.each([[], ['--help'], ['help']])('shows every verb for %j', (...line) => {
    const { status, stdout } = slipway(...line);

    expect(status).toBe(0);
    for (const [verb, { summary }] of Object.entries(VERBS))
      expect(stdout).toMatch(new RegExp(`^  ${verb} +${summary}$`, 'm'));
  });

  it.each(Object.keys(VERBS))('%s --help shows an example, the exit codes and no escape sequence', (verb) => {
    const { status, stdout, stderr } = slipway(verb, '--help');

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`Usage: slipway ${verb}`);
    expect(stdout).toMatch(new RegExp(`Examples:\n  slipway ${verb}`));
    expect(stdout).toContain('Exit codes: ');
    expect(stdout).not.toContain('\u001B');
  });

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
  ])('answers %j in one line, with what was probably meant', (line, stderr) => {
    expect(slipway(...line)).toEqual({ status: 2, stdout: '', stderr });
  });

  it('leaves standard output to the JSON', () => {
    const { status, stdout } = slipway('synth', 'prod', '--json');

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      directory: join(ROOT, 'cdktf.out/prod'),
      stackFile: join(ROOT, 'cdktf.out/prod/stacks/prod/cdk.tf.json'),
    });
  });

  it('tells its version', () => {
    expect(slipway('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { recordedOutput } from '@slipway/tool-terminal';
import { main } from './main';

const ROOT = resolve(__dirname, '../../..');

/** Who calls it has no cloud yet, or acts on no environment. */
const OTHERWISE = ['tools/nx/src/environment/generator.ts', 'tools/image/src/build/build-by-nx.ts'];
/** They write tables and run other programs; they tell nobody what to type. */
const TELL_NOBODY = /^tools\/(?:bench|verify)\//;
const FOR_OTHERS =
  /^(?!\s*(?:\/?\*|\/\/)).*(?:\baws (?!sso login|sts get-caller-identity|command line)[a-z0-9-]+ [a-z]|-chdir=)/;
/** On the line or shortly before it. The last of them describes; nobody is to type it. */
const GOES_THERE = /shellLine\(|which runs /;
const ONE_PLACE = 'tools/terminal/src/command-line.ts';

function sources(): readonly string[] {
  const projects = ['tools', 'libs', 'apps'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => join(folder, name, 'src')),
  );
  const files = projects.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  return files.filter((file) => /(?<!\.spec|\/sample-[^/]*)\.ts$/.test(file));
}

/** Lines that write out a command of an environment, such as `npx slipway deploy staging`; comments are no messages. */
function writtenOut(file: string): readonly string[] {
  return readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .filter((line) => /npx (?:nx run|slipway) (?!cloud\b)/.test(line) && !/^\s*(?:\/?\*|\/\/)/.test(line))
    .map((line) => `${file}: ${line.trim()}`);
}

/**
 * Lines that write out a command for the aws command line or Terraform, which would act on the account that the shell is
 * in. Signing in acts on none, and who an account is asked of has no environment yet.
 */
function forOthers(file: string): readonly string[] {
  const lines = readFileSync(join(ROOT, file), 'utf8').split('\n');
  return lines
    .filter(
      (line, at) =>
        FOR_OTHERS.test(line) && !GOES_THERE.test(lines.slice(Math.max(0, at - 3), at + 1).join()),
    )
    .map((line) => `${file}: ${line.trim()}`);
}

describe('a command that is printed', () => {
  it('for another program is one that the run’s own cloud gets', () => {
    expect(forOthers('tools/bench/src/table.ts')).toHaveLength(1);
    expect(
      sources()
        .filter((file) => !TELL_NOBODY.test(file))
        .flatMap(forOthers),
    ).toEqual([]);
  });

  it('comes from the one place that knows which cloud this run acts on', () => {
    const files = sources();
    expect(files).toContain(ONE_PLACE);
    expect(files.filter((file) => !OTHERWISE.includes(file)).flatMap(writtenOut)).toEqual([]);
  });

  it.each(['deploy', 'destroy'])('goes where %s --embedded went', async (verb) => {
    const { output, text } = recordedOutput();

    expect(await main(ROOT, [verb, 'staging', '--embedded'], output)).toBe(14);
    expect(text()).toContain(`npx slipway ${verb} staging -y --embedded`);
  });

  it('is without the flag where nobody typed it', async () => {
    const { output, text } = recordedOutput();

    expect(await main(ROOT, ['destroy', 'staging'], output)).toBe(14);
    expect(text()).toMatch(/npx slipway destroy staging -y$/m);
  });
});

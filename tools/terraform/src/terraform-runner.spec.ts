import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asCalled } from '@slipway/tool-terminal';
import { complaint, echo, ScriptedTerraform, WORKING } from './scripted-terraform';
import { plainDiagnostic } from './terraform-runner';

let scripted: ScriptedTerraform;
beforeEach(() => {
  scripted = new ScriptedTerraform();
});
afterEach(() => scripted.remove());

const rawLogs = () => {
  const directory = join(scripted.home, '.slipway/logs/staging');
  return readdirSync(directory).map((name) => ({ name, text: readFileSync(join(directory, name), 'utf8') }));
};

/** Works until it is interrupted, then does what is said. */
const until = (script: string) => `trap '${script.replaceAll("'", `'"'"'`)}' INT
${WORKING}
while :; do sleep 0.05; done`;

describe('a run', () => {
  it('shows what happens, keeps all that was printed, and passes over what is not JSON', async () => {
    const done = echo({
      type: 'apply_complete',
      hook: {
        resource: { addr: 'aws_vpc.network', resource_type: 'aws_vpc' },
        action: 'create',
        elapsed_seconds: 2,
      },
    });
    await scripted.that(`echo garbage\necho '{"half":'\necho oops >&2\n${WORKING}\n${done}`).apply('a');

    expect(scripted.notes).toEqual(['  ✓ created aws_vpc.network  2 s']);
    expect(scripted.started).toEqual([expect.any(Number)]);
    const [log, ...more] = rawLogs();
    expect(more).toEqual([]);
    expect(log?.name).toMatch(/-apply\.log$/);
    for (const text of ['garbage', '{"half":', 'oops', '"apply_complete"']) expect(log?.text).toContain(text);
  });

  it('that fails names its log', async () => {
    const script = `${complaint('It broke')}\nexit 1`;

    await expect(scripted.that(script).apply('a')).rejects.toThrow(
      /^Terraform could not finish for "staging"\.\n\nIt broke\n\nTerraform's whole output: \.slipway\/logs\/staging\/[^/]+-apply\.log$/,
    );
  });

  it('that fails without a word of JSON is told by standard error', async () => {
    const script = `echo 'Error: Backend initialization required\n\nRun init.' >&2\nexit 1`;

    await expect(scripted.that(script).apply('a')).rejects.toThrow(
      'Backend initialization required\n  Run init.',
    );
  });

  it('warnings are not what it failed of', async () => {
    const warning = echo({
      type: 'diagnostic',
      diagnostic: { severity: 'warning', summary: 'Deprecated', detail: '' },
    });

    await expect(scripted.that(`${warning}\nexit 1`).apply('a')).rejects.toThrow('apply ended with code 1');
  });

  it('names the commands that repeat it, on the same cloud', async () => {
    const script = `${complaint('Saved plan is stale')}\nexit 1`;

    const apply = () => scripted.that(script).apply('a');
    await expect(asCalled({ embedded: true }, apply)).rejects.toMatchObject({
      kind: 'stalePlan',
      message: expect.stringContaining('npx slipway deploy staging --embedded'),
    });
  });
});

describe('Ctrl-C', () => {
  it.each([
    ['apply', 'Stopped. Terraform saved what it had made, and released the lock.'],
    ['plan', 'Stopped. Nothing was changed.'],
  ] as const)('once in %s: what is saved, and what to do', async (verb, words) => {
    const terraform = scripted.that(until('exit 1'));
    const work: Promise<unknown> = verb === 'apply' ? terraform.apply('a') : terraform.plan({ file: 'a' });

    await expect(scripted.during(work, pressTimes(1))).rejects.toMatchObject({
      kind: 'cancelled',
      message: expect.stringContaining(words),
    });
  });

  it('is told even when Terraform had just finished', async () => {
    await expect(
      scripted.during(scripted.that(until('exit 0')).apply('a'), pressTimes(1)),
    ).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('after which the state could not be saved says where it is kept, and never that it is saved', async () => {
    const summary = 'Failed to persist state to backend';
    const detail = 'Error saving state: api error ExpiredToken: The security token has expired';
    const script = until(`${complaint(summary, detail)}; ${complaint('Failed to save state')}; exit 1`);
    const stopped = scripted.during(scripted.that(script).apply('a'), pressTimes(1));

    await expect(stopped).rejects.toMatchObject({
      kind: 'stateNotSaved',
      exitCode: 12,
      message: expect.stringMatching(/kept in work\/errored\.tfstate: do not delete[\s\S]*-apply\.log$/),
    });
    await expect(stopped).rejects.not.toThrow('Terraform saved');
  });

  it('while it waits for the lock says who holds it', async () => {
    const detail = 'Lock Info:\n  ID:        4c36\n  Who:       jo@laptop';
    const script = until(`${complaint('Error acquiring the state lock', detail)}; exit 1`);

    await expect(scripted.during(scripted.that(script).apply('a'), pressTimes(1))).rejects.toMatchObject({
      kind: 'locked',
    });
  });

  it('three times: nothing says that the state is saved', async () => {
    const script = until('count=$((count + 1)); if [ $count -ge 2 ]; then exit 1; fi');
    const forced = scripted.during(scripted.that(script).apply('a'), pressTimes(3));

    await expect(forced).rejects.toMatchObject({
      kind: 'killed',
      message: expect.stringContaining('perhaps missing from the state, and the lock is still there'),
    });
  });

  it('of a Terraform that is killed then is a kill', async () => {
    await expect(
      scripted.during(scripted.that(until('kill -9 $$')).apply('a'), pressTimes(1)),
    ).rejects.toMatchObject({ kind: 'killed' });
  });

  /** The signal reaches the script after it has said that it works; a third press waits for the first to be heard. */
  function pressTimes(times: number): () => void {
    let pressed = 0;
    return () => {
      while (pressed < Math.min(times, 2)) {
        pressed += 1;
        scripted.press();
      }
      if (times < 3 || pressed > 2) return;
      pressed += 1;
      setTimeout(() => scripted.press(), 200);
    };
  }
});

describe('a Terraform that a signal ends', () => {
  it.each([
    ['apply', 'aws', 'perhaps missing from the state, and the lock is still there'],
    ['apply', 'embedded', 'The next run restores the cloud as it was before this run.'],
    ['plan', 'aws', 'Nothing was changed, but the lock is perhaps still there'],
  ] as const)('in %s on %s', async (verb, cloud, words) => {
    const terraform = scripted.that('kill -9 $$', { cloud });
    const work = verb === 'apply' ? terraform.apply('a') : terraform.plan({ file: 'a' });

    await expect(work).rejects.toMatchObject({
      kind: 'killed',
      exitCode: 137,
      message: expect.stringMatching(
        new RegExp(
          `^Terraform was killed while it worked on "staging"\\. .*${words}.*\\n.*-${verb}\\.log$`,
          's',
        ),
      ),
    });
  });

  it('because its state is worthless, does not get to save', async () => {
    const abandon = new AbortController();
    const terraform = scripted.that(until('exit 0'), { abandon: abandon.signal });

    await expect(scripted.during(terraform.apply('a'), () => abandon.abort())).rejects.toMatchObject({
      kind: 'killed',
    });
  });
});

describe('an error as text', () => {
  it.each([
    ['Error: It broke', { summary: 'It broke', detail: '' }],
    ['\nError: It broke\n\nBadly.\nVery.\n', { summary: 'It broke', detail: '\nBadly.\nVery.' }],
    ['exec format error', { summary: 'exec format error', detail: '' }],
    ['No Error: here', { summary: 'No Error: here', detail: '' }],
    ['', { summary: '', detail: '' }],
  ])('%j', (text, diagnostic) => {
    expect(plainDiagnostic(text)).toEqual({ severity: 'error', ...diagnostic });
  });
});

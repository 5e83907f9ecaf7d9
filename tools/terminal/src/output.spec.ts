import { terminalOutput } from './output';

function streams(isTTY: boolean) {
  const written: string[] = [];
  const stream = (name: string) => ({
    isTTY,
    columns: 80,
    write: (text: string) => written.push(`${name}:${text}`),
  });
  return { written, streams: { stdin: { isTTY }, stdout: stream('out'), stderr: stream('err') } };
}

describe('terminalOutput', () => {
  it('keeps results and everything else apart', () => {
    const { written, streams: pipes } = streams(false);
    const output = terminalOutput(pipes, {});
    output.result('value');
    output.note('progress');
    output.status('working');

    expect(written).toEqual(['out:value\n', 'err:progress\n']);
  });

  it('redraws the status line below what is printed', () => {
    const { written, streams: terminal } = streams(true);
    const output = terminalOutput(terminal, { TERM: 'xterm' });
    output.status('working');
    output.note('done');
    output.status('');

    expect(written).toEqual([
      'err:\r\u001B[2Kworking',
      'err:\r\u001B[2K',
      'err:done\n',
      'err:working',
      'err:\r\u001B[2K',
    ]);
  });

  it.each([
    [true, {}, true, true],
    [true, { NO_COLOR: '1' }, false, true],
    [true, { TERM: 'dumb' }, false, true],
    [true, { CI: 'true' }, true, false],
    [false, {}, false, false],
    [false, { FORCE_COLOR: '1' }, true, false],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false, false],
  ])('terminal %s with %j: colours %s, interactive %s', (isTTY, env, color, interactive) => {
    expect(terminalOutput(streams(isTTY).streams, env)).toMatchObject({ color, interactive });
  });
});

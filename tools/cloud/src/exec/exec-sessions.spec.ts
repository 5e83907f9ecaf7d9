import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPython } from '@slipway/tool-python';
import { runSession, type SessionTerminal } from '@slipway/tool-exec';
import { WebSocket } from 'ws';
import { execProcess } from '../tasks/exec-process';
import { PSEUDO_TERMINAL } from '../tasks/pseudo-terminal';
import { SampleKeeper } from '../tasks/sample-keeper';
import type { TerminalSize } from '../tasks/task-runner';
import { ExecSessions } from './exec-sessions';

// On a busy machine a process takes a while to start.
jest.setTimeout(30_000);

let server: Server;
let sessions: ExecSessions;
let python: string;
const keeper = new SampleKeeper();

beforeAll(async () => {
  python = (await findPython(process.env)).executable;
});

beforeEach(async () => {
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  sessions = new ExecSessions(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.on('upgrade', (request, socket, head) => sessions.upgrade(request, socket, head));
});

afterEach(async () => {
  await sessions.reset();
  server.close();
  await keeper.endAll();
});

const task = {
  exec: async (_: string, command: readonly string[], size?: TerminalSize) => {
    if (command[0] === 'nowhere') throw new Error('exec: "nowhere": executable file not found in $PATH');
    return execProcess(
      keeper,
      keeper.start({
        command: python,
        args: ['-I', '-c', PSEUDO_TERMINAL, String(size!.columns), String(size!.rows), ...command],
        env: { PATH: process.env.PATH ?? '', TERM: 'xterm' },
        stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
      }),
    );
  },
};

const open = (command: string) =>
  sessions.open({ task, container: 'web', command, target: 'ecs:acme_task_runtime' });

class SampleTerminal implements SessionTerminal {
  readonly stdin = new PassThrough();
  readonly stdout = new PassThrough();
  readonly raw: boolean[] = [];
  output = '';
  columns = 90;
  resized: () => void = () => undefined;

  constructor() {
    this.stdout.on('data', (chunk: Buffer) => (this.output += String(chunk)));
  }

  size = () => ({ columns: this.columns, rows: 30 });
  setRawMode = (raw: boolean) => void this.raw.push(raw);
  onResize = (resized: () => void) => {
    this.resized = resized;
    return () => (this.resized = () => undefined);
  };

  async shows(text: string): Promise<void> {
    while (!this.output.includes(text)) await sleep(5);
  }
}

function piped(input: string) {
  const stdin = new PassThrough();
  stdin.end(input);
  const stdout = new PassThrough();
  let output = '';
  stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  return { stdin, stdout, output: () => output };
}

test('a shell: typed, printed, resized, left', async () => {
  const terminal = new SampleTerminal();
  const session = runSession(open('/bin/sh'), { stdin: terminal.stdin, stdout: terminal.stdout, terminal });
  terminal.stdin.write('stty size\r');
  await terminal.shows('30 90');
  terminal.columns = 70;
  terminal.resized();
  await sleep(50);
  terminal.stdin.write('stty size\r');
  await terminal.shows('30 70');
  terminal.stdin.write('exit\r');
  expect(await session).toEqual({ text: '' });
  expect(terminal.raw).toEqual([true, false]);
});

test('Ctrl-C reaches the command, not the session', async () => {
  const terminal = new SampleTerminal();
  const session = runSession(open('/bin/sh'), { stdin: terminal.stdin, stdout: terminal.stdout, terminal });
  terminal.stdin.write('sleep 60; echo "still ""here"\r');
  await terminal.shows('sleep 60');
  await sleep(100);
  terminal.stdin.write('\x03');
  terminal.stdin.write('echo "and ""here"\r');
  await terminal.shows('and here');
  terminal.stdin.write('exit\r');
  await session;
});

test.each(['line\nlast', 'line\n'])('piped %j: the command sees all of it, and its end', async (input) => {
  const pipe = piped(input);
  await runSession(open(`sh -c 'stty -echo; cat | tr a-z A-Z'`), pipe);
  expect(pipe.output().toUpperCase()).toContain(input.toUpperCase().replaceAll('\n', '\r\n'));
});

test('a megabyte comes whole and in order', async () => {
  const pipe = piped('');
  await runSession(open('seq 1 150000'), pipe);
  const lines = pipe.output().trim().split('\r\n');
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([150_000, '1', '150000']);
});

test('a command that is not there is told', async () => {
  expect(await runSession(open('nowhere'), piped(''))).toEqual({
    text: 'exec: "nowhere": executable file not found in $PATH',
  });
});

test('an empty command is refused at once', () => expect(() => open(' ')).toThrow('The command is empty.'));

test('a wrong token opens nothing', async () => {
  const address = { ...open('/bin/sh'), tokenValue: 'guessed' };
  await expect(runSession(address, piped(''))).rejects.toThrow('broke off (WebSocket 1008)');
});

test('a session is for one client, once', async () => {
  const address = open('true');
  await runSession(address, piped(''));
  await expect(runSession(address, piped(''))).rejects.toThrow('403');
});

test('no page of a browser gets in', async () => {
  const { streamUrl } = open('/bin/sh');
  const [error] = (await once(new WebSocket(streamUrl, { origin: 'http://evil.example' }), 'error')) as [
    Error,
  ];
  expect(error.message).toContain('403');
});

test('what is no message ends the session', async () => {
  const address = open('/bin/sh');
  const socket = new WebSocket(address.streamUrl);
  await once(socket, 'open');
  socket.send('{"TokenValue":');
  expect(await once(socket, 'close')).toEqual([1003, expect.anything()]);
});

test('a client that goes away takes its command with it', async () => {
  let ended = false;
  const watched = {
    exec: async (...call: Parameters<typeof task.exec>) => {
      const process = await task.exec(...call);
      void process.exited.then(() => (ended = true));
      return process;
    },
  };
  const address = sessions.open({ task: watched, container: 'web', command: 'sleep 60', target: 't' });
  const terminal = new SampleTerminal();
  const session = runSession(address, { stdin: terminal.stdin, stdout: terminal.stdout, terminal });
  session.catch(() => undefined);
  while (terminal.raw.length === 0) await sleep(5);
  await sessions.reset();
  while (!ended) await sleep(5);
  expect(await session).toEqual({ text: 'Session is terminated.' });
});

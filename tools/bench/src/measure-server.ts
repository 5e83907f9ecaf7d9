import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './measure';

export interface ServerFigures {
  /** From the start of the process until it answers. */
  readonly readySeconds: number;
  /** Resident, in MB of 10⁶ bytes, after a few pages and a minute of rest. `undefined` where /proc does not tell. */
  readonly idleMegabytes?: number;
}

/** What is asked for before memory is looked at: a server that has never answered is smaller than one at rest. */
const PAGES = 20;
/** V8 collects what pages have left, and gives it back, once nothing has been asked for half a minute or so. */
const REST_MS = 60_000;

/** Starts `node server.js` in a folder, several times. @returns medians */
export async function measureServer(folder: string, path: string, rounds: number): Promise<ServerFigures> {
  const ready: number[] = [];
  const idle: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const last = round === rounds - 1;
    const figures = await startOnce(folder, path, last);
    ready.push(figures.readySeconds);
    if (figures.idleMegabytes !== undefined) idle.push(figures.idleMegabytes);
  }
  return { readySeconds: median(ready), ...(idle.length > 0 && { idleMegabytes: median(idle) }) };
}

async function startOnce(folder: string, path: string, rest: boolean): Promise<ServerFigures> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${path}`;
  const began = performance.now();
  const server = spawn(process.execPath, ['server.js'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), HOSTNAME: '127.0.0.1' },
    stdio: 'ignore',
  });
  try {
    while (!(await answers(url))) {
      if (server.exitCode !== null) throw new Error(`The server in ${folder} ended with ${server.exitCode}.`);
      await sleep(5);
    }
    const readySeconds = (performance.now() - began) / 1000;
    if (!rest) return { readySeconds };
    for (let page = 0; page < PAGES; page++) await answers(`http://127.0.0.1:${port}/`);
    await sleep(REST_MS);
    return { readySeconds, idleMegabytes: residentMegabytes(server.pid) };
  } finally {
    server.kill('SIGKILL');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  }
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.ok ?? false;
}

function residentMegabytes(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { openBrowser } from './open-browser';

const ROOT = resolve(__dirname, '../../..');
let browser: Browser;
let server: Server;
let port: number;

beforeAll(async () => {
  browser = await openBrowser();
  server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(
      '<p id="text">served</p><script>document.getElementById("text").textContent += ", run"</script>',
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  await browser.close();
  server.close();
  server.closeAllConnections();
});

test('is a browser: it runs what a page brings', async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}`);
  expect(await page.textContent('#text')).toBe('served, run');
});

test('finds no other machine', async () => {
  const page = await browser.newPage();
  // Chromium knows by itself that such a name is this machine, and would open it.
  await expect(page.goto(`http://other.localhost:${port}`)).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
});

test('a second one keeps nothing of the first', async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}`);
  await page.evaluate('document.cookie = "seen=yes; max-age=1000"');
  const second = await openBrowser();
  const other = await second.newPage();
  await other.goto(`http://127.0.0.1:${port}`);
  expect(await other.evaluate('document.cookie')).toBe('');
  await second.close();
});

test('ends with the process that opened it, also when that is killed', async () => {
  const parent = join(ROOT, '.slipway', 'test');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'browser-'));
  const program = join(folder, 'opens.cjs');
  await build({
    stdin: { contents: OPENS, resolveDir: __dirname, loader: 'ts' },
    outfile: program,
    ...{ bundle: true, packages: 'external', platform: 'node', format: 'cjs' },
    tsconfig: join(ROOT, 'tsconfig.base.json'),
  });
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [pids] = (await once(createInterface(child.stdout), 'line')) as [string];
    const browsers = JSON.parse(pids) as number[];
    expect(browsers.map(runs)).toContain(true);
    child.kill('SIGKILL');
    for (const deadline = Date.now() + 10_000; browsers.some(runs) && Date.now() < deadline;) await sleep(50);
    expect(browsers.filter(runs)).toEqual([]);
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
});

/** Prints the processes of the browser that it has opened. */
const OPENS = `
import { openBrowser } from './open-browser';
async function main() {
  const browser = await openBrowser();
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  console.log(JSON.stringify(processInfo.map(({ id }) => id)));
}
main();
`;

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

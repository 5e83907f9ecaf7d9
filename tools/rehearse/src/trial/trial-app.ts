import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How an app behaves. An app of other traits is another image. */
export interface Traits {
  /** What its page says. */
  readonly page: string;
  /** Milliseconds from its start until it listens. @default 0 */
  readonly readyAfter?: number;
  /** Ends with this exit code at its start, after it said why. @default it stays */
  readonly crash?: number;
  /** What its health check is answered with, `silence` for nothing at all. @default 200 */
  readonly health?: number | 'silence';
  /** Megabytes that it fills at its start. @default none */
  readonly allocate?: number;
  /** Length of the one line that it prints at its start. @default a short one */
  readonly line?: number;
  /** Goes on when it is asked to end. @default false */
  readonly stubborn?: boolean;
  /** What its release command does. @default 'migrates' */
  readonly migration?: 'migrates' | 'fails';
}

/** Writes the app as the folder that becomes its image: a server and a release command, without a package. */
export function writeTrialApp(folder: string, traits: Traits): void {
  mkdirSync(folder, { recursive: true });
  const declared = `const traits = ${JSON.stringify(traits)};\n`;
  writeFileSync(join(folder, 'server.js'), `${declared}${SERVER}`);
  writeFileSync(join(folder, 'migrate.js'), `${declared}${MIGRATION}`);
}

const SERVER = `
const { createServer } = require('node:http');
console.log('starting ' + traits.page);
if (traits.line) console.log('x'.repeat(traits.line));
if (traits.crash !== undefined) {
  console.error('Error: cannot find the module that ' + traits.page + ' needs');
  process.exit(traits.crash);
}
const filled = [];
for (let megabytes = 0; megabytes < (traits.allocate ?? 0); megabytes += 16) filled.push(Buffer.alloc(16 << 20, 1));
const server = createServer((request, response) => {
  if (request.url === '/healthz') {
    if (traits.health === 'silence') return;
    response.statusCode = traits.health ?? 200;
  }
  response.setHeader('x-release', process.env.RELEASE_VERSION ?? '');
  response.setHeader('x-greeting', process.env.GREETING ?? '');
  response.setHeader('x-process', process.pid);
  response.end(traits.page);
});
// Longer than a load balancer keeps a connection that it does not use.
server.keepAliveTimeout = 65_000;
process.on('SIGTERM', () => {
  if (traits.stubborn) return;
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
setTimeout(() => server.listen(process.env.PORT, process.env.HOSTNAME), traits.readyAfter ?? 0);
`;

const MIGRATION = `
if (traits.migration === 'fails') {
  console.error('migration 002_teams failed: relation "teams" already exists');
  process.exit(1);
}
console.log(JSON.stringify({ migration: '001_users', destructive: [] }));
`;

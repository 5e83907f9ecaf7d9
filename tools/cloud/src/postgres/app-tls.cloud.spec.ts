import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { REPOSITORY } from '../sample-cloud';
import { CertificateAuthority } from './certificate-authority';
import { databaseAuthorityFile, Databases, type WantedDatabase } from './databases';
import { freePort } from './free-port';
import { postgresBinaries, postgresPackage } from './postgres-binaries';
import { postgresHome } from './postgres-home';
import { SampleKeeper } from './sample-keeper';
import { buildProbe, SampleProbe } from './sample-probe';

const directory = mkdtempSync(join(tmpdir(), 'slipway-app-tls-'));
const keeper = new SampleKeeper();
const databases = new Databases({ workspace: REPOSITORY, directory, keeper });
const probes: SampleProbe[] = [];
const wanted: WantedDatabase = {
  account: '222222222222',
  region: 'eu-west-1',
  identifier: 'acme-local-database',
  username: 'slipway_admin',
  password: 'hunter2-hunter2',
  database: 'app',
};
let script: string;
let port: number;

beforeAll(async () => {
  const folder = join(directory, 'probe');
  mkdirSync(folder);
  script = await buildProbe(folder);
  ({ port } = await databases.ensure(wanted));
});

afterAll(async () => {
  for (const probe of probes) await probe.end();
  await databases.reset();
  await keeper.endAll();
  const home = postgresHome(directory).servers;
  if (!home.startsWith(directory)) rmSync(join(home, '..'), { recursive: true });
  rmSync(directory, { recursive: true });
});

/** What comes of one query of the app in these surroundings. */
async function connect(more: { readonly [name: string]: string }) {
  const probe = new SampleProbe(script, {
    ...{ DATABASE_HOST: '127.0.0.1', DATABASE_PORT: String(port), DATABASE_NAME: 'app' },
    ...{ DATABASE_USER: wanted.username, DATABASE_PASSWORD: wanted.password },
    ...more,
  });
  probes.push(probe);
  const opened = await probe.ask('open');
  const answer = opened.refused === undefined ? await probe.ask('one') : opened;
  expect(JSON.stringify([answer, probe.log])).not.toContain(wanted.password);
  return answer;
}

const trusting = () => ({ PGSSLROOTCERT: databaseAuthorityFile(directory) });

test.each(['127.0.0.1', 'localhost'])(
  'the app speaks TLS with %s, whose authority it trusts',
  async (host) => {
    expect(await connect({ ...trusting(), DATABASE_HOST: host })).toEqual({ answer: true });
  },
);

test('a server that neither Amazon nor the named authority vouches for gets nothing', async () => {
  const { refused } = await connect({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  expect(refused).toContain(
    `The certificate of Postgres at 127.0.0.1:${port} is of no authority that the app trusts`,
  );
  expect(refused).toContain('Trusted is the certificate bundle of Amazon RDS.');

  const file = join(directory, 'another.pem');
  writeFileSync(file, (await CertificateAuthority.create()).certificate);
  expect((await connect({ PGSSLROOTCERT: file })).refused).toContain(
    `Trusted is the file ${file} (PGSSLROOTCERT).`,
  );
});

test('a certificate for another name than the one that was asked for is refused', async () => {
  // A name of the same server that its certificate does not know.
  const { refused } = await connect({ ...trusting(), DATABASE_HOST: '127.1' });
  expect(refused).toContain(`The certificate of Postgres at 127.1:${port} is for another name`);
  expect(refused).toContain('DATABASE_HOST must be');
});

test('TLS that is switched off is said where the server insists on it', async () => {
  const { refused } = await connect({ PGSSLMODE: 'disable' });
  expect(refused).toBe(
    `Postgres at 127.0.0.1:${port} takes TLS only, and PGSSLMODE=disable has switched it off here. Leave PGSSLMODE out.`,
  );
});

test('settings that would not be safe, or cannot be, are refused before anything is sent', async () => {
  expect((await connect({ PGSSLMODE: 'prefer' })).refused).toMatch(/^PGSSLMODE is "prefer"/);
  expect((await connect({ PGSSLROOTCERT: '/nowhere.pem' })).refused).toMatch(
    /^PGSSLROOTCERT names \/nowhere\.pem, which cannot be used: ENOENT/,
  );
});

test('a server without TLS gets nothing, unless TLS is switched off', async () => {
  await databases.ensure({ ...wanted, forceTls: false });
  await databases.stop();
  const { binaries, servers, user } = postgresHome(directory);
  const { postgres } = await postgresBinaries(binaries, postgresPackage());
  const data = join(servers, `${wanted.account}-${wanted.region}-${wanted.identifier}`, 'data');
  port = await freePort(0);
  const settings = ['ssl=off', `port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const child = keeper.start({ command: postgres, args, cwd: directory, env: { LC_ALL: 'C' }, user });

  const off = { PGSSLMODE: 'disable' };
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50))
    if ((await connect(off)).answer === false) break;
  expect(await connect(off)).toEqual({ answer: false });
  expect((await connect({})).refused).toBe(
    `Postgres at 127.0.0.1:${port} does not speak TLS, so nothing was sent there. Switch TLS on there (ssl = on); for a Postgres on your own machine set PGSSLMODE=disable.`,
  );
  keeper.signal(child, 'SIGINT');
});

import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseTls, rdsAuthorities } from './tls';

const directory = mkdtempSync(join(tmpdir(), 'slipway-web-tls-'));

afterAll(() => rmSync(directory, { recursive: true }));

function file(content: string): string {
  const path = join(directory, 'authority.pem');
  writeFileSync(path, content);
  return path;
}

test.each([{}, { PGSSLMODE: 'verify-full' }, { PGSSLMODE: '' }])(
  '%j verifies, whatever Node is told',
  async (env) => {
    const tls = databaseTls(env);
    expect(tls.trusted).toBe('the certificate bundle of Amazon RDS');
    expect(await tls.options()).toMatchObject({ rejectUnauthorized: true, secureContext: expect.anything() });
  },
);

test('all connections share what they trust, which is slow to read', async () => {
  const tls = databaseTls({});
  const [one, other] = await Promise.all([tls.options(), tls.options()]);
  expect(one).toBe(other);
});

test('only "disable" does without', async () => {
  expect(await databaseTls({ PGSSLMODE: 'disable' }).options()).toBe(false);
});

test.each(['allow', 'prefer', 'require', 'verify-ca', 'off'])('PGSSLMODE=%s is refused', (mode) => {
  expect(() => databaseTls({ PGSSLMODE: mode })).toThrow(
    `PGSSLMODE is "${mode}". The app knows "verify-full"`,
  );
});

test('a file is trusted instead of Amazon', async () => {
  const [authority = ''] = await rdsAuthorities();
  const path = file(`# said by somebody\n${authority}`);
  const tls = databaseTls({ PGSSLROOTCERT: path });
  expect(tls.trusted).toBe(`the file ${path} (PGSSLROOTCERT)`);
  expect(await tls.options()).toMatchObject({ rejectUnauthorized: true });
});

test('a file that would trust nobody is refused at once, not at the first connection', () => {
  const words =
    /^PGSSLROOTCERT names .*, which cannot be used: .* leave it out to trust those of Amazon RDS\.$/;
  expect(() => databaseTls({ PGSSLROOTCERT: '/nowhere.pem' })).toThrow(words);
  expect(() => databaseTls({ PGSSLROOTCERT: file('hello') })).toThrow(/it holds no PEM certificate/);
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  expect(() => databaseTls({ PGSSLROOTCERT: file(broken) })).toThrow(words);
});

/** As RDS has them: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html */
test('the bundle has the three authorities of every region that it knows, and they are valid', async () => {
  const regions: { [region: string]: string[] } = {};
  for (const pem of await rdsAuthorities()) {
    const certificate = new X509Certificate(pem);
    const [, region, kind] =
      /^CN=Amazon RDS ([a-z]+-[a-z]+-\d) Root CA (\S+) G1$/m.exec(certificate.subject) ?? [];
    if (!region || !kind) continue;
    (regions[region] ??= []).push(kind);
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.parse('2060-01-01'));
  }
  expect(Object.values(regions).map((kinds) => kinds.sort().join())).toEqual(
    Object.keys(regions).map(() => 'ECC384,RSA2048,RSA4096'),
  );
  expect(Object.keys(regions).sort()).toEqual(
    `af-south-1 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1
     ap-southeast-2 ap-southeast-3 ap-southeast-4 ca-central-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1
     eu-south-2 eu-west-1 eu-west-2 eu-west-3 me-central-1 me-south-1 sa-east-1 us-east-1 us-east-2 us-west-1
     us-west-2`.split(/\s+/),
  );
});

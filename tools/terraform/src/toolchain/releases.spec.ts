import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleCompany, type SampleCompany } from '@slipway/tool-outbound/testing';
import { isRegistryReachable } from '../providers/registry';
import { hashiCorpReleases } from './releases';

const BASE = 'https://releases.hashicorp.com/terraform/1.11.4/';
const INDEX = {
  name: 'terraform',
  version: '1.11.4',
  shasums: 'terraform_1.11.4_SHA256SUMS',
  shasums_signatures: ['terraform_1.11.4_SHA256SUMS.72D7468F.sig', 'terraform_1.11.4_SHA256SUMS.sig'],
  builds: [{ os: 'linux', arch: 'amd64', filename: 'terraform.zip', url: `${BASE}terraform.zip` }],
};

let company: SampleCompany;
let folder: string;
let env: NodeJS.ProcessEnv;
beforeEach(async () => {
  company = await sampleCompany(({ url }, response) => {
    if (url?.endsWith('/index.json')) return response.end(JSON.stringify(INDEX));
    if (url?.endsWith('.zip')) return response.end('an archive');
    return response.writeHead(url?.startsWith('/.well-known/') ? 200 : 404).end('{}');
  });
  folder = mkdtempSync(join(tmpdir(), 'slipway-releases-'));
  env = { HTTPS_PROXY: company.proxy, NODE_EXTRA_CA_CERTS: company.authority };
});
afterEach(() => {
  company.close();
  rmSync(folder, { recursive: true, force: true });
});

it('are found and downloaded through the proxy', async () => {
  const release = await hashiCorpReleases(env).find('1.11.4');
  const file = join(folder, 'archive');
  await release.download(release.getBuild('linux', 'amd64')?.url ?? '', file);

  expect(readFileSync(file, 'utf8')).toBe('an archive');
  expect(release.shasums_signature).toBe('terraform_1.11.4_SHA256SUMS.72D7468F.sig');
  expect(new Set(company.asked)).toEqual(new Set(['releases.hashicorp.com:443']));
});

it('say what is not there', async () => {
  const release = await hashiCorpReleases(env).find('1.11.4');

  await expect(release.download(`${BASE}absent`, join(folder, 'absent'))).rejects.toThrow(
    `${BASE}absent answers 404`,
  );
});

it('say that the proxy lets nobody through', async () => {
  const closed = await sampleCompany(() => undefined, 407);
  await expect(hashiCorpReleases({ https_proxy: closed.proxy }).find('1.11.4')).rejects.toThrow(
    'wants a name and a password',
  );
  closed.close();
});

it('the registry of providers is asked by the same way', async () => {
  expect(await isRegistryReachable('registry.terraform.io', env)).toBe(true);
  expect(company.asked).toEqual(['registry.terraform.io:443']);
});

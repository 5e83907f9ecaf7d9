import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registrySettings, writeNpmSecrets } from './npm-settings';
import { withoutKeychain } from './docker-config';

test('where packages come from goes along, with its secrets put in; the rest of the file does not', () => {
  const npmrc = [
    'registry=https://npm.example.com/',
    '@acme:registry = https://npm.example.com/acme/',
    '//npm.example.com/:_authToken=${NPM_TOKEN}',
    'nodedir=/usr',
    '; proxy=http://no',
    'strict-ssl=false',
  ].join('\n');
  expect(registrySettings(npmrc, { NPM_TOKEN: 't' })).toBe(
    [
      'registry=https://npm.example.com/',
      '@acme:registry = https://npm.example.com/acme/',
      '//npm.example.com/:_authToken=t',
      'strict-ssl=false\n',
    ].join('\n'),
  );
});

test('variables of npm win: they come last', () => {
  const env = {
    NPM_CONFIG_REGISTRY: 'https://b/',
    npm_config_https_proxy: 'http://p',
    npm_config_loglevel: 'silly',
  };
  expect(registrySettings('registry=https://a/', env)).toBe(
    'registry=https://a/\nregistry=https://b/\nhttps-proxy=http://p\n',
  );
});

describe('the secrets of a build', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-npm-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('are the settings and the authority of a proxy', async () => {
    const [own, ca] = [join(folder, 'own'), join(folder, 'ca.pem')];
    writeFileSync(own, 'registry=https://a/\n');
    writeFileSync(ca, 'PEM');
    const secrets = await writeNpmSecrets(folder, { NPM_CONFIG_USERCONFIG: own, NODE_EXTRA_CA_CERTS: ca });
    expect(secrets).toEqual({ npmrc: join(folder, 'npmrc'), ca });
    expect(readFileSync(join(folder, 'npmrc'), 'utf8')).toBe('registry=https://a/\n');
  });

  test('are none where npm needs none', async () => {
    expect(await writeNpmSecrets(folder, { NPM_CONFIG_USERCONFIG: join(folder, 'none') })).toEqual({});
  });
});

test('what Docker logs in to is not kept in the keychain of the user', () => {
  const own = { credsStore: 'desktop', credHelpers: { 'ghcr.io': 'gh' }, auths: { a: {} } };
  expect(JSON.parse(withoutKeychain(JSON.stringify(own)))).toEqual({
    credHelpers: { 'ghcr.io': 'gh' },
    auths: { a: {} },
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { authorityVariables } from './authority-variables';

const OWN = '-----BEGIN CERTIFICATE-----\nacme\n-----END CERTIFICATE-----\n';

let folder: string;
let own: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-authorities-'));
  own = join(folder, 'own.pem');
  writeFileSync(own, OWN);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('variables of a program that is none of Node', () => {
  it.each(['NODE_EXTRA_CA_CERTS', 'AWS_CA_BUNDLE'])(
    'name one file with those of %s and the usual ones',
    (name) => {
      const { PIP_CERT = '' } = authorityVariables(folder, { [name]: own }, ['PIP_CERT']);
      const text = readFileSync(PIP_CERT, 'utf8');

      expect(text).toContain(OWN);
      expect(text).toContain(rootCertificates[0]);
    },
  );

  it('leave alone what the caller set', () => {
    const env = { NODE_EXTRA_CA_CERTS: own, SSL_CERT_FILE: '/own.pem' };

    expect(Object.keys(authorityVariables(folder, env, ['SSL_CERT_FILE', 'AWS_CA_BUNDLE']))).toEqual([
      'AWS_CA_BUNDLE',
    ]);
  });

  it('are none where nobody named an authority', () => {
    expect(authorityVariables(folder, {}, ['SSL_CERT_FILE'])).toEqual({});
  });
});

import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import { Certificate } from './certificate';
import { Synthesized } from '@slipway/testing';

const domainName = 'acme.example';
const validation = { zoneId: 'Z123' };

function makeOne(alternativeNames?: readonly string[]) {
  let certificate: Certificate | undefined;
  const made = new Synthesized((stack) => {
    certificate = new Certificate(stack, 'certificate', { domainName, alternativeNames, validation });
  });
  return Object.assign(made, { certificate: certificate! });
}

function makeBoth(alternativeNames?: readonly string[]) {
  let home: Certificate | undefined;
  let abroad: Certificate | undefined;
  const made = new Synthesized((stack: TerraformStack) => {
    const provider = new AwsProvider(stack, 'us-east-1', { region: 'us-east-1', alias: 'us-east-1' });
    home = new Certificate(stack, 'certificate', { domainName, alternativeNames, validation });
    abroad = new Certificate(stack, 'cdn-certificate', { domainName, validation: home, provider });
  });
  return Object.assign(made, { home: home!, abroad: abroad! });
}

/** A record that is made of what ACM asks for this very name. */
function provenBy(name: string) {
  const answer = (field: string) =>
    expect.stringMatching(
      new RegExp(
        `^\\$\\{\\[for option in aws_acm_certificate\\.\\w+\\.domain_validation_options : option\\.${field} ` +
          `if option\\.domain_name == "${name}"\\]\\[0\\]\\}$`,
      ),
    );
  return {
    zone_id: 'Z123',
    name: answer('resource_record_name'),
    type: answer('resource_record_type'),
    records: [answer('resource_record_value')],
    allow_overwrite: true,
  };
}

test('it is proven by DNS and replaced without a gap', () => {
  expect(makeOne().get('aws_acm_certificate')).toMatchObject({
    domain_name: domainName,
    validation_method: 'DNS',
    lifecycle: { create_before_destroy: true },
  });
});

test('its names are all said, so that one which goes is missed', () => {
  const names = (alternativeNames?: readonly string[]) =>
    makeOne(alternativeNames).get('aws_acm_certificate').subject_alternative_names;
  expect(names()).toEqual([domainName]);
  expect(names(['origin.acme.example'])).toEqual([domainName, 'origin.acme.example']);
});

test('its record is what ACM asks for, and may be there already', () => {
  const record = makeOne().get('aws_route53_record');
  expect(record).toMatchObject(provenBy(domainName));
  expect(record).not.toHaveProperty('for_each');
});

test('each further name is proven by a record of its own, and the first keeps its address', () => {
  const made = makeOne(['origin.acme.example']);
  expect(made.get('aws_route53_record', 'certificate_record')).toMatchObject(provenBy(domainName));
  expect(made.get('aws_route53_record', 'certificate_alternative-record-1')).toMatchObject(
    provenBy('origin.acme.example'),
  );
  expect(made.get('aws_acm_certificate_validation').validation_record_fqdns).toEqual([
    expect.stringContaining('aws_route53_record.certificate_record_'),
    expect.stringContaining('aws_route53_record.certificate_alternative-record-1_'),
  ]);
});

test('the other certificate of the domain leans on the record of the names that it has', () => {
  const made = makeBoth(['origin.acme.example']);
  const abroad = made.get('aws_acm_certificate_validation', 'cdn-certificate_validation');
  expect(made.all('aws_route53_record')).toHaveLength(2);
  expect(abroad.validation_record_fqdns).toEqual([
    expect.stringContaining('aws_route53_record.certificate_record_'),
  ]);
  expect(made.get('aws_acm_certificate', 'cdn-certificate').subject_alternative_names).toEqual([domainName]);
});

test('its ARN is known once it is validated', () => {
  const { certificate, resolve } = makeOne();
  expect(resolve(certificate.arn)).toMatch(/^\$\{aws_acm_certificate_validation\..*\.certificate_arn\}$/);
});

test('two certificates of one domain share one record', () => {
  const made = makeBoth();
  const [first, second] = made.all('aws_acm_certificate_validation');
  expect(made.all('aws_acm_certificate')).toHaveLength(2);
  expect(made.all('aws_route53_record')).toHaveLength(1);
  expect(first?.validation_record_fqdns).toEqual(second?.validation_record_fqdns);
});

test('with a provider, certificate and validation live there, the record at home', () => {
  const made = makeBoth();
  expect(made.get('aws_acm_certificate', 'cdn-certificate')).toMatchObject({ provider: 'aws.us-east-1' });
  expect(made.get('aws_acm_certificate_validation', 'cdn-certificate_validation')).toMatchObject({
    provider: 'aws.us-east-1',
  });
  expect(made.get('aws_route53_record')).not.toHaveProperty('provider');
});

test('the record of another domain proves nothing', () => {
  const mix = (stack: TerraformStack) => {
    const other = new Certificate(stack, 'other', { domainName: 'other.example', validation });
    new Certificate(stack, 'certificate', { domainName, validation: other });
  };
  expect(() => new Synthesized(mix)).toThrow(
    'The records of the certificate for other.example cannot prove acme.example',
  );
});

test('it warns when AWS has failed to renew it, where it lives, and goes on when the metric ends', () => {
  const { home, abroad } = makeBoth();
  const expected = {
    metric: { namespace: 'AWS/CertificateManager', name: 'DaysToExpiry' },
    comparison: 'below',
    threshold: 30,
    missingData: 'ignore',
  };
  expect(home.signals).toMatchObject([{ id: 'certificate-expiry', at: 'home', ...expected }]);
  expect(abroad.signals).toMatchObject([{ id: 'cdn-certificate-expiry', at: 'us-east-1', ...expected }]);
});

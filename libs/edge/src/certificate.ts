import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { CertificateRef, Monitored, Signal } from '@slipway/core';

export interface CertificateProps {
  /** The host name it is for; no wildcard. */
  readonly domainName: string;
  /** Further names in the same hosted zone. @default none */
  readonly alternativeNames?: readonly string[];
  /**
   * What proves that the names are ours: records in their hosted zone, or the certificate of the same domain in another
   * region, whose record is there already.
   */
  readonly validation: { readonly zoneId: string } | Certificate;
  /** Provider of us-east-1, for the certificate that CloudFront presents. @default the home region */
  readonly provider?: TerraformProvider;
}

/**
 * TLS certificate from ACM, proven by a DNS record and renewed by AWS as long as that record stays.
 *
 * ACM asks for the same record for a domain in every region of an account
 * (https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html), so exactly one certificate owns it and the
 * others lean on it: two owners would delete it under each other, and the survivor would stop renewing.
 *
 * @example
 * const certificate = new Certificate(stack, 'certificate', { domainName, alternativeNames: [originDomain], validation: zone });
 * new Certificate(stack, 'cdn-certificate', { domainName, validation: certificate, provider: usEast1 });
 * Cost: none.
 */
export class Certificate extends Construct implements CertificateRef, Monitored {
  readonly arn: string;
  readonly signals: readonly Signal[];
  /** Name to the full name of the record that proves it. */
  private readonly records: ReadonlyMap<string, string>;

  /** @throws Error when `validation` is a certificate that lacks one of the names */
  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { domainName, alternativeNames = [], provider, validation } = props;
    const names = [domainName, ...alternativeNames];
    const certificate = new AcmCertificate(this, 'certificate', {
      provider,
      domainName,
      // ACM counts the first name among them. All are always said: from a list that is left away the provider would not
      // see that a name has gone, and wait for its record for ever.
      subjectAlternativeNames: names,
      validationMethod: 'DNS',
      // A listener or distribution holds on to the old one until it has the new one.
      lifecycle: { createBeforeDestroy: true },
    });
    this.records =
      validation instanceof Certificate
        ? validation.recordsOf(names)
        : this.createRecords(names, certificate, validation.zoneId);
    this.arn = new AcmCertificateValidation(this, 'validation', {
      provider,
      certificateArn: certificate.arn,
      validationRecordFqdns: [...this.records.values()],
    }).certificateArn;
    this.signals = [expiry(certificate.arn, provider ? 'us-east-1' : 'home')];
  }

  private recordsOf(names: readonly string[]): ReadonlyMap<string, string> {
    return new Map(
      names.map((name) => {
        const record = this.records.get(name);
        if (record === undefined) {
          throw new Error(
            `The records of the certificate for ${[...this.records.keys()].join(', ')} cannot prove ${name}: ` +
              'give the certificate the hosted zone of its own names.',
          );
        }
        return [name, record];
      }),
    );
  }

  private createRecords(
    names: readonly string[],
    certificate: AcmCertificate,
    zoneId: string,
  ): ReadonlyMap<string, string> {
    return new Map(
      names.map((name, index) => {
        const id = index === 0 ? 'record' : `alternative-record-${index}`;
        return [name, this.createRecord(id, validationOption(certificate, name), zoneId)];
      }),
    );
  }

  private createRecord(id: string, option: ValidationOption, zoneId: string): string {
    return new Route53Record(this, id, {
      zoneId,
      name: option('resource_record_name'),
      type: option('resource_record_type'),
      records: [option('resource_record_value')],
      ttl: 300,
      // In an existing zone an earlier certificate of this domain may have left it; ACM gives this account no other.
      allowOverwrite: true,
    }).fqdn;
  }
}

type ValidationOption = (
  field: 'resource_record_name' | 'resource_record_type' | 'resource_record_value',
) => string;

/**
 * What ACM wants to see for one name. Options are a set, so they are told apart by their domain; the values are known
 * only after ACM has answered, so they cannot be keys of a for_each.
 */
function validationOption(certificate: AcmCertificate, name: string): ValidationOption {
  const options = `${certificate.terraformResourceType}.${certificate.friendlyUniqueId}.domain_validation_options`;
  return (field) => `\${[for option in ${options} : option.${field} if option.domain_name == "${name}"][0]}`;
}

/**
 * ACM renews 45 to 60 days ahead, so at 30 days renewal has been failing for weeks. The metric ends when the
 * certificate has expired, and `ignore` keeps the alarm up then, without raising it before the first value comes.
 * Source: https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
 */
function expiry(certificateArn: string, at: 'home' | 'us-east-1'): Signal {
  return {
    id: at === 'home' ? 'certificate-expiry' : 'cdn-certificate-expiry',
    description:
      'A TLS certificate expires in less than 30 days: AWS could not renew it. ' +
      'Look whether its validation record is still in the hosted zone and the zone still delegated.',
    metric: {
      namespace: 'AWS/CertificateManager',
      name: 'DaysToExpiry',
      statistic: 'Minimum',
      dimensions: { CertificateArn: certificateArn },
      periodSeconds: 86400,
    },
    comparison: 'below',
    threshold: 30,
    periods: 1,
    missingData: 'ignore',
    at,
  };
}

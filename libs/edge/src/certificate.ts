import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { CertificateRef, Monitored, Signal } from '@slipway/core';

export interface CertificateProps {
  /** The one host name it is for; no wildcard. */
  readonly domainName: string;
  /**
   * What proves that the domain is ours: a record in its hosted zone, or the certificate of the same domain in
   * another region, whose record is there already.
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
 * const certificate = new Certificate(stack, 'certificate', { domainName, validation: zone });
 * new Certificate(stack, 'cdn-certificate', { domainName, validation: certificate, provider: usEast1 });
 * Cost: none.
 */
export class Certificate extends Construct implements CertificateRef, Monitored {
  readonly arn: string;
  readonly signals: readonly Signal[];
  private readonly domainName: string;
  private readonly recordFqdn: string;

  /** @throws Error when `validation` is the certificate of another domain */
  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { domainName, provider, validation } = props;
    this.domainName = domainName;
    const certificate = new AcmCertificate(this, 'certificate', {
      provider,
      domainName,
      validationMethod: 'DNS',
      // A listener or distribution holds on to the old one until it has the new one.
      lifecycle: { createBeforeDestroy: true },
    });
    this.recordFqdn =
      validation instanceof Certificate
        ? this.recordOf(validation)
        : this.createRecord(certificate, validation.zoneId);
    this.arn = new AcmCertificateValidation(this, 'validation', {
      provider,
      certificateArn: certificate.arn,
      validationRecordFqdns: [this.recordFqdn],
    }).certificateArn;
    this.signals = [expiry(certificate.arn, provider ? 'us-east-1' : 'home')];
  }

  private recordOf(other: Certificate): string {
    if (other.domainName !== this.domainName) {
      throw new Error(
        `The record of the certificate for ${other.domainName} cannot prove ${this.domainName}: ` +
          'give the certificate the hosted zone of its own domain.',
      );
    }
    return other.recordFqdn;
  }

  private createRecord(certificate: AcmCertificate, zoneId: string): string {
    // One domain, hence one option; its values are known only after ACM has answered, so they cannot be keys of a for_each.
    const option = certificate.domainValidationOptions.get(0);
    return new Route53Record(this, 'record', {
      zoneId,
      name: option.resourceRecordName,
      type: option.resourceRecordType,
      records: [option.resourceRecordValue],
      ttl: 300,
      // In an existing zone an earlier certificate of this domain may have left it; ACM gives this account no other.
      allowOverwrite: true,
    }).fqdn;
  }
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

/**
 * What constructs of sibling libs hand each other through the platform. Plain values (usually Terraform references),
 * so that no lib needs another's classes.
 */
export interface KeyRef {
  readonly arn: string;
}

export interface BucketRef {
  readonly name: string;
  readonly arn: string;
  /** Regional domain name, as CloudFront wants it for log delivery and origins. */
  readonly domainName: string;
}

export interface LogGroupRef {
  readonly name: string;
  readonly arn: string;
}

/** A value in Secrets Manager; `field` picks one key of a JSON secret. */
export interface SecretRef {
  readonly arn: string;
  readonly field?: string;
}

export interface CertificateRef {
  /** ARN that is known only once the certificate is validated. */
  readonly arn: string;
}

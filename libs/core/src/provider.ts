/**
 * AWS provider versions that the configuration is valid for: the bindings' types are 6.x, real plans and applies run
 * on 5.100 (the lock files pin it), and only arguments that both have are used.
 */
export const AWS_PROVIDER_VERSIONS = '>= 5.100.0, < 7.0.0';

/** First Terraform with native S3 locking for good. */
export const TERRAFORM_VERSIONS = '>= 1.10.0';

/** One statement of an IAM policy in IAM's own words. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: { readonly [kind in 'AWS' | 'Service']?: string | readonly string[] };
  readonly Action: string | readonly string[];
  /** Left out in trust policies only. */
  readonly Resource?: string | readonly string[];
  readonly Condition?: {
    readonly [operator: string]: { readonly [key: string]: string | readonly string[] };
  };
}

/**
 * A policy as the JSON that Terraform takes. A literal rather than a data source, so that a plan shows the policy
 * itself and synthesis needs no lookup; references to resources may stand in any value.
 */
export function policyDocument(...statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/**
 * Trust policy of a role that one AWS service assumes, for resources of this account only: without the conditions any
 * account could make the service act with the role (the confused deputy,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).
 *
 * @param service such as `ecs-tasks.amazonaws.com`
 * @param sourceArn pattern of the resources on whose behalf the service may assume the role
 */
export function serviceTrust(service: string, account: string, sourceArn: string): string {
  return policyDocument({
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': sourceArn },
    },
  });
}

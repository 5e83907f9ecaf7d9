/** Where the value of a container's secret is. */
export type SecretReference =
  | { readonly kind: 'parameter'; readonly region: string | undefined; readonly name: string }
  | {
      readonly kind: 'secret';
      readonly region: string;
      readonly arn: string;
      readonly jsonKey?: string;
      readonly versionStage?: string;
      readonly versionId?: string;
    };

const SECRET = /^(arn:[^:]+:secretsmanager:([^:]+):\d+:secret:[^:]+)(?::([^:]*):([^:]*):([^:]*))?$/;
const PARAMETER = /^arn:[^:]+:ssm:([^:]+):\d+:parameter\/(.+)$/;

/**
 * `valueFrom` of a secret: an ARN of Secrets Manager, with `:json-key:version-stage:version-id` behind it if need be; an
 * ARN of a parameter; or a parameter's name, in the task's own region.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export function parseSecretReference(valueFrom: string): SecretReference {
  const [, arn, region, jsonKey, versionStage, versionId] = SECRET.exec(valueFrom) ?? [];
  if (arn && region) {
    return {
      kind: 'secret',
      region,
      arn,
      ...(jsonKey ? { jsonKey } : {}),
      ...(versionStage ? { versionStage } : {}),
      ...(versionId ? { versionId } : {}),
    };
  }
  const [, parameterRegion, path] = PARAMETER.exec(valueFrom) ?? [];
  if (!path) return { kind: 'parameter', region: undefined, name: valueFrom };
  // The ARN of `/a/b` is `parameter/a/b`, that of `a` is `parameter/a`: only names with a path begin with a slash.
  return { kind: 'parameter', region: parameterRegion, name: path.includes('/') ? `/${path}` : path };
}

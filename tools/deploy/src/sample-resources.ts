export interface Resources {
  readonly [type: string]: { readonly [name: string]: object };
}

/** Exists in the state only, so that nothing has to be asked about it. */
export function light(input: string): Resources {
  return { terraform_data: { light: { input } } };
}

/** Takes as long as it says to make, without asking AWS for anything. Replaced when `seconds` changes. */
export function slow(seconds: number): Resources {
  return {
    terraform_data: {
      slow: {
        triggers_replace: String(seconds),
        provisioner: [{ 'local-exec': { command: `sleep ${seconds}` } }],
      },
    },
  };
}

/** Holds data, and both Terraform and AWS refuse to lose it. */
export function precious(bucket: string, table: string): Resources {
  const lifecycle = { prevent_destroy: true };
  return {
    aws_s3_bucket: { files: { bucket, lifecycle } },
    aws_s3_object: { letter: { bucket: '${aws_s3_bucket.files.bucket}', key: 'letter', content: 'dear' } },
    aws_dynamodb_table: {
      orders: {
        name: table,
        billing_mode: 'PAY_PER_REQUEST',
        hash_key: 'id',
        attribute: [{ name: 'id', type: 'S' }],
        deletion_protection_enabled: true,
        lifecycle,
      },
    },
  };
}

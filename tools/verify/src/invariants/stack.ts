import { AWS_PROVIDER_VERSIONS, TERRAFORM_VERSIONS, stateLocation } from '@slipway/core';
import { ROOT } from '../root';
import type { Area } from '../invariant';

/** Only these are on hand where there is no registry; `terraform_data` is built into Terraform. */
const PROVIDERS = /^(aws_|terraform_data$)/;

export const stack: Area = {
  area: 'stack',
  claims: {
    'its state is kept in its account, encrypted and locked': (stack) => {
      const { aws } = stack.environment;
      const { bucket, key, keyAlias } = stateLocation(stack.environment);
      expect(stack.terraform.backend).toEqual({
        s3: {
          bucket,
          key,
          region: aws.region,
          encrypt: true,
          use_lockfile: true,
          kms_key_id: `arn:aws:kms:${aws.region}:${aws.account}:${keyAlias}`,
          allowed_account_ids: [aws.account],
        },
      });
    },

    'it can touch no other account, and tags what it makes': (stack) => {
      const { app, name, aws } = stack.environment;
      const everywhere = {
        allowed_account_ids: [aws.account],
        default_tags: [{ tags: { app, environment: name, 'managed-by': 'slipway' } }],
      };
      expect(stack.providers).toEqual([
        { ...everywhere, region: aws.region },
        { ...everywhere, region: 'us-east-1', alias: 'us-east-1' },
      ]);
    },

    'it says which Terraform and which provider it is valid for, and needs no other': (stack) => {
      expect(stack.terraform).toMatchObject({
        required_version: TERRAFORM_VERSIONS,
        required_providers: { aws: { source: 'hashicorp/aws', version: AWS_PROVIDER_VERSIONS } },
      });
      expect(stack.types.filter((type) => !PROVIDERS.test(type))).toEqual([]);
    },

    'it names no machine, no clock and no commit': (stack) => {
      expect(stack.text).not.toContain(ROOT);
      expect(stack.text).not.toMatch(/\/(home|Users)\/|\/var\/folders\//);
      expect(stack.text).not.toMatch(new RegExp(`${new Date().getFullYear()}-\\d\\d-\\d\\dT`));
    },

    'people and tools learn from it where things are, and no secret': (stack) => {
      const { domain, database, bastion } = stack.environment;
      expect(stack.outputs.url?.value).toBe(`https://${domain.name}`);
      expect('database_endpoint' in stack.outputs).toBe(database !== false);
      expect('bastion_group' in stack.outputs).toBe(bastion);
      expect('name_servers' in stack.outputs).toBe(domain.zone === 'own');
      const values = Object.values(stack.outputs).map(({ value }) => value);
      expect(JSON.stringify(values)).not.toMatch(/terraform_data|password/i);
    },
  },
};

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AWS_PROVIDER_VERSIONS, TERRAFORM_VERSIONS, stateLocation } from '@slipway/core';
import { forEachEnvironment } from './for-each-environment';
import { ROOT } from './stack';

/** Only these are on hand where there is no registry; `terraform_data` is built into Terraform. */
const PROVIDERS = /^(aws_|terraform_data$)/;

forEachEnvironment('stack', (stack) => {
  it('keeps its state in its account, encrypted and locked', () => {
    const { aws } = stack().environment;
    const { bucket, key, keyAlias } = stateLocation(stack().environment);
    expect((stack().terraform.backend as { s3: unknown }).s3).toEqual({
      bucket,
      key,
      region: aws.region,
      encrypt: true,
      use_lockfile: true,
      kms_key_id: `arn:aws:kms:${aws.region}:${aws.account}:${keyAlias}`,
      allowed_account_ids: [aws.account],
    });
  });

  it('can touch no other account, and tags what it makes', () => {
    const { app, name, aws } = stack().environment;
    expect(stack().providers.map(({ region, alias }) => [region, alias])).toEqual([
      [aws.region, undefined],
      ['us-east-1', 'us-east-1'],
    ]);
    for (const provider of stack().providers) {
      expect(provider.allowed_account_ids).toEqual([aws.account]);
      expect(provider.default_tags).toEqual([{ tags: { app, environment: name, 'managed-by': 'slipway' } }]);
    }
  });

  it('says which Terraform and which provider it is valid for', () => {
    expect(stack().terraform).toMatchObject({
      required_version: TERRAFORM_VERSIONS,
      required_providers: { aws: { source: 'hashicorp/aws', version: AWS_PROVIDER_VERSIONS } },
    });
    expect(stack().types.filter((type) => !PROVIDERS.test(type))).toEqual([]);
  });

  it('names no machine, no clock and no commit', () => {
    expect(stack().text).not.toContain(ROOT);
    expect(stack().text).not.toMatch(/\/(home|Users)\/|\/var\/folders\//);
    expect(stack().text).not.toMatch(new RegExp(`${new Date().getFullYear()}-\\d\\d-\\d\\dT`));
  });

  it('comes out the same byte for byte, in another folder and time zone', () => {
    const { name } = stack().environment;
    const outdir = mkdtempSync(join(tmpdir(), 'slipway-synth-'));
    try {
      execFileSync(process.execPath, [join(ROOT, 'tools/synth/bin/synth.mjs'), name], {
        cwd: ROOT,
        env: { ...process.env, CDKTF_OUTDIR: outdir, TZ: 'Pacific/Kiritimati' },
      });
      expect(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')).toBe(stack().text);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });

  it('puts no secret into an output', () => {
    const outputs = Object.values(JSON.parse(stack().text).output as { [name: string]: { value: unknown } });
    expect(outputs.length).toBeGreaterThan(4);
    for (const { value } of outputs) expect(JSON.stringify(value)).not.toMatch(/terraform_data|password/i);
  });
});

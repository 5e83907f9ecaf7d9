import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AWS_PROVIDER_VERSIONS, TERRAFORM_VERSIONS } from './provider';

const BINDINGS = join(__dirname, '../../../node_modules/@cdktf/provider-aws/package.json');

/** Whether `version` meets all of Terraform's constraints; `>=` and `<` are the ones in use. */
function meets(version: string, constraints: string): boolean {
  return constraints.split(', ').every((constraint) => {
    const [operator, bound = ''] = constraint.split(' ');
    const order = version.localeCompare(bound, 'en', { numeric: true });
    return operator === '>=' ? order >= 0 : operator === '<' && order < 0;
  });
}

describe('version constraints', () => {
  test('admit the provider that runs and the one that the bindings were generated from', () => {
    const bindings: unknown = JSON.parse(readFileSync(BINDINGS, 'utf8'));
    expect(bindings).toHaveProperty('cdktf.provider.version');
    const { version } = (bindings as { cdktf: { provider: { version: string } } }).cdktf.provider;
    expect([version, '5.100.0'].filter((each) => !meets(each, AWS_PROVIDER_VERSIONS))).toEqual([]);
  });

  test.each(['5.99.1', '7.0.0'])('leave out provider %s', (version) =>
    expect(meets(version, AWS_PROVIDER_VERSIONS)).toBe(false),
  );

  test('admit every Terraform and OpenTofu that locks in S3 itself', () => {
    expect(['1.9.8', '1.10.0', '1.11.4'].map((version) => meets(version, TERRAFORM_VERSIONS))).toEqual([
      false,
      true,
      true,
    ]);
  });
});

import { isAtLeast, parseProduct, parseVersion } from './version';

describe('version', () => {
  it.each([
    ['{"terraform_version":"1.11.4","platform":"linux_amd64"}', '1.11.4'],
    ['{"terraform_version":"1.12.0-beta1"}', '1.12.0-beta1'],
    ['{"version":"1.11.4"}', undefined],
    ['{"terraform_version":"latest"}', undefined],
    ['Terraform v0.12.0', undefined],
    ['', undefined],
  ])('of %j is %s', (json, version) => {
    expect(parseVersion(json)).toBe(version);
  });

  it.each([
    ['Terraform v1.11.4\non linux_amd64\n', 'terraform'],
    ['OpenTofu v1.10.0\non darwin_arm64\n', 'opentofu'],
    ['Terragrunt version v0.1', undefined],
  ])('%j is of %s', (text, product) => {
    expect(parseProduct(text)).toBe(product);
  });

  it.each([
    ['1.11.0', '1.11.0', true],
    ['1.11.4', '1.11.0', true],
    ['1.10.9', '1.11.0', false],
    ['1.9.0', '1.10.0', false],
    ['2.0.0', '1.11.0', true],
    ['0.99.0', '1.10.0', false],
    ['1.12.0-beta1', '1.11.0', true],
    ['1.11.0-rc1', '1.11.0', true],
  ])('%s is at least %s: %s', (version, minimum, result) => {
    expect(isAtLeast(version, minimum)).toBe(result);
  });
});

import { addProjectConfiguration, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { cidrsOverlap, parseCidr, type Cidr } from '@slipway/core';
import { existingEnvironments } from './existing';
import generate from './generator';

const STAGING = `import { defineEnvironment } from '@slipway/core';
export default defineEnvironment({
  app: 'acme',
  name: 'staging',
  tier: 'staging',
  aws: { account: '111111111111', region: 'eu-west-1' },
  domain: { name: 'staging.acme.example' },
});
`;
const PROD = STAGING.replaceAll('staging', 'prod')
  .replace("'prod',\n  aws", "'production',\n  aws")
  .replace('prod.acme', 'acme')
  .replace('111111111111', '222222222222')
  .replace('});', "  network: { cidr: '10.1.0.0/16' },\n});");

let tree: Tree;

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  tree.write('environments/prod/environment.ts', PROD);
  tree.write('environments/staging/environment.ts', STAGING);
  for (const name of ['prod', 'staging']) {
    tree.write(`environments/${name}/.terraform.lock.hcl`, `# the lock of ${name}`);
  }
});

function made(name: string) {
  const environment = existingEnvironments(tree).find((candidate) => candidate.name === name);
  if (!environment) throw new Error(`${name} was not made`);
  return environment;
}

describe('the environment generator', () => {
  it('makes a folder that is a complete environment', () => {
    generate(tree, { name: 'qa' });

    expect(tree.children('environments/qa').sort()).toEqual([
      '.terraform.lock.hcl',
      'environment.ts',
      'main.ts',
      'project.json',
    ]);
    expect(tree.read('environments/qa/.terraform.lock.hcl', 'utf-8')).toBe('# the lock of staging');
    expect(JSON.parse(tree.read('environments/qa/project.json', 'utf-8') ?? '')).toMatchObject({
      name: 'qa',
      tags: ['layer:environment', 'cloud:aws'],
    });
  });

  it('takes app, account, region and domain from staging', () => {
    generate(tree, { name: 'qa' });

    expect(made('qa')).toMatchObject({
      app: 'acme',
      tier: 'staging',
      aws: { account: '111111111111', region: 'eu-west-1' },
      domain: { name: 'qa.acme.example' },
    });
  });

  it('takes them from another environment on demand, and the account from the command line', () => {
    generate(tree, { name: 'qa', from: 'prod', account: '333333333333' });

    expect(made('qa')).toMatchObject({
      aws: { account: '333333333333' },
      domain: { name: 'qa.acme.example' },
    });
  });

  it('gives each a network that overlaps no other', () => {
    for (const name of ['one', 'two', 'three']) generate(tree, { name });

    const blocks = existingEnvironments(tree).map(({ network }) => parseCidr(network.cidr) as Cidr);
    const overlaps = blocks.filter((block, index) =>
      blocks.some((other, i) => i !== index && cidrsOverlap(block, other)),
    );
    expect(blocks).toHaveLength(5);
    expect(overlaps).toEqual([]);
  });

  it.each(['Qa', 'q', 'a-very-long-name', '9to5', 'default', '../escape'])(
    'refuses the name %s in words',
    (name) => {
      expect(() => generate(tree, { name })).toThrow(
        /^Environment .*problem.*\n\n {2}name\n {4}got .*\n {4}allowed /,
      );
      expect(tree.children('environments')).toEqual(['prod', 'staging']);
    },
  );

  it('refuses a name that is taken by an environment or another project', () => {
    addProjectConfiguration(tree, 'core', { root: 'libs/core' });

    expect(() => generate(tree, { name: 'staging' })).toThrow('environments/staging is there already');
    expect(() => generate(tree, { name: 'core' })).toThrow('the project in libs/core');
  });

  it('refuses to go on without a provider lock, because init would then take any version', () => {
    tree.delete('environments/staging/.terraform.lock.hcl');

    expect(() => generate(tree, { name: 'qa' })).toThrow(
      'environments/staging/.terraform.lock.hcl is missing',
    );
  });

  it('says which environment was probably meant by --from', () => {
    expect(() => generate(tree, { name: 'qa', from: 'stagin' })).toThrow('Did you mean staging?');
    expect(() => generate(tree, { name: 'qa', from: 'xyz' })).toThrow('There are: prod, staging.');
  });

  it('shows what is wrong with an existing environment', () => {
    tree.write('environments/staging/environment.ts', STAGING.replace('eu-west-1', 'moon'));

    expect(() => generate(tree, { name: 'qa' })).toThrow(/^Environment staging: 1 problem/);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asCalled } from '@slipway/tool-terminal';
import { parseDiagnostic } from './diagnostic';
import { explain, type FailureContext } from './explain';

/** As Terraform 1.11.4 with the AWS provider 5.100.0 printed them. */
const PRINTED = JSON.parse(readFileSync(join(__dirname, '../../fixtures/diagnostics.json'), 'utf8')) as {
  [name: string]: unknown[];
};

const CONTEXT: FailureContext = {
  environment: 'staging',
  cloud: 'aws',
  command: 'terraform',
  directory: '.slipway/work/aws/staging',
  log: '.slipway/logs/staging/apply.log',
};

const NOW = new Date('2026-11-23T20:12:19Z');

function explained(name: string, context: Partial<FailureContext> = {}) {
  const diagnostics = PRINTED[name]!.map(parseDiagnostic);
  return explain(diagnostics, { ...CONTEXT, ...context }, NOW);
}

describe('explain', () => {
  it.each([
    ['lock held', 'locked', 7, 'is locked by another run'],
    ['bucket missing', 'backendMissing', 9, 'docs/guide/aws-account.md'],
    ['credentials expired', 'credentials', 8, 'expired or are not valid'],
    ['no credentials', 'credentials', 8, 'Set AWS_PROFILE'],
    ['not allowed', 'credentials', 8, '(iam:CreateRole)'],
    ['wrong account', 'guard', 5, 'belong to AWS account 123456789012'],
    ['zone missing', 'guard', 5, 'It has us-west-1b, us-west-1c: name the letters of 2 or 3'],
    ['stale plan', 'stalePlan', 10, 'Someone changed "staging"'],
    ['nothing locked', 'refused', 21, 'The state of "staging" is not locked'],
    ['throttled', 'throttled', 11, 'too many requests'],
    ['already exists', 'failed', 1, 'import aws_lb.balancer <id>'],
    ['no registry', 'toolMissing', 4, 'cannot be downloaded'],
    ['wrong provider', 'toolMissing', 4, 'was not used'],
    ['cloud killed in the middle of an apply', 'stateNotSaved', 12, 'state push errored.tfstate'],
    ['invalid configuration', 'failed', 1, 'resource.aws_vpc.network: Extraneous JSON object property'],
    ['interrupted', 'failed', 1, 'context canceled'],
  ])('says what "%s" means', (name, kind, exitCode, words) => {
    const failure = explained(name);

    expect(failure).toMatchObject({ kind, exitCode });
    expect(failure.message).toContain(words);
  });

  it.each([
    ['already exists', 'import aws_lb.balancer <id>'],
    ['cloud killed in the middle of an apply', 'state push errored.tfstate'],
  ])('says what to type for Terraform in the account of its own shell: %s', (name, words) => {
    const line = `terraform -chdir=.slipway/work/aws/staging ${words}`;
    expect(explained(name).message.split('\n')).toContain(`  ${line}`);
  });

  it('sends Terraform to the embedded cloud where the run was there', () => {
    expect(explained('already exists', { cloud: 'embedded' }).message).toContain(
      '(there="$(npx slipway cloud env staging)" && eval "$there" && terraform -chdir=',
    );
  });

  it.each([
    ['dial tcp: lookup sts.eu-west-1.amazonaws.com: no such host', 'cannot be reached from here'],
    ['proxyconnect tcp: dial tcp 10.0.0.1:3128: connect: connection refused', 'HTTPS_PROXY'],
    ['Post "https://ecs.eu-west-1.amazonaws.com/": Proxy Authentication Required', 'HTTPS_PROXY'],
    ['dial tcp 52.1.2.3:443: i/o timeout', 'cannot be reached from here'],
    ['tls: failed to verify certificate: x509: certificate signed by unknown authority', 'AWS_CA_BUNDLE'],
  ])('tells a network by its words: %s', (said, words) => {
    const summary = `operation error ECS: DescribeClusters, https response error, request send failed, ${said}`;
    const { kind, message } = explain([{ severity: 'error', summary, detail: '' }], CONTEXT, NOW);

    expect(kind).toBe('failed');
    expect(message).toContain(words);
    expect(message).toContain(said);
    expect(message).not.toContain('Terraform could not finish');
  });

  it('names who holds the lock, since when, and how to break it', () => {
    expect(explained('lock held').message.split('\n')).toEqual([
      'The state of "staging" is locked by another run. Nothing was changed.',
      '  who    jo@laptop, applying with version 1.11.4',
      '  since  2026-11-23T20:03:19Z, 9 minutes ago',
      '  id     4c366616-a8e5-fdd9-3731-d83a412c895d',
      expect.stringContaining('Wait until that run has ended'),
      '  npx slipway unlock staging 4c366616-a8e5-fdd9-3731-d83a412c895d',
      'which runs terraform -chdir=.slipway/work/aws/staging force-unlock 4c366616-a8e5-fdd9-3731-d83a412c895d',
    ]);
  });

  it('repeats the flag without which the next command would go to another cloud', () => {
    expect(asCalled({ embedded: true }, () => explained('lock held')).message).toContain(
      '  npx slipway unlock staging 4c366616-a8e5-fdd9-3731-d83a412c895d --embedded\n',
    );
  });

  it('says where a state is kept that could not be saved, and why it could not', () => {
    const { message } = explained('cloud killed in the middle of an apply');

    expect(message).toContain('kept in .slipway/work/aws/staging/errored.tfstate');
    expect(message).toContain('connection refused');
  });

  it('does not ask anyone to rescue the state of an embedded cloud that is gone', () => {
    const { message } = explained('cloud killed in the middle of an apply', { cloud: 'embedded' });

    expect(message).toContain('as it was before this run');
    expect(message).not.toContain('state push');
  });

  it('keeps the words of an error that it does not know, with its resource, and leaves out echoes', () => {
    const { message } = explained('interrupted');

    expect(message).toContain('aws_lb.balancer: waiting for ELBv2 Load Balancer');
    expect(message).not.toContain('execution halted');
    expect(message).toContain('.slipway/logs/staging/apply.log');
  });

  it('says a text that many resources share once', () => {
    const [diagnostic] = PRINTED['throttled']!.map(parseDiagnostic);
    const { message } = explain([diagnostic!, diagnostic!], CONTEXT, NOW);

    expect(message.match(/Rate exceeded/g)).toHaveLength(1);
  });
});

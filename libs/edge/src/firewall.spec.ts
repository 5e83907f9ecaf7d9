import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Firewall, type FirewallProps } from './firewall';
import { Synthesized } from '@slipway/testing';

const account = '111111111111';

function make(differing: Partial<FirewallProps> = {}) {
  return new Synthesized((stack) => {
    const provider = new AwsProvider(stack, 'us-east-1', { region: 'us-east-1', alias: 'us-east-1' });
    new Firewall(stack, 'firewall', {
      environment: { app: 'acme', name: 'prod' },
      account,
      provider,
      mode: 'block',
      exceptions: [],
      logRetentionDays: 365,
      ...differing,
    });
  });
}

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly statement: { readonly managed_rule_group_statement?: { readonly name: string } };
}

const rules = (differing?: Partial<FirewallProps>) =>
  make(differing).get('aws_wafv2_web_acl').rule as readonly Rule[];

const managed = (group: string) =>
  rules().find(({ statement }) => statement.managed_rule_group_statement?.name === group);

test('it stands before CloudFront and lets through what no rule refuses', () => {
  expect(make().get('aws_wafv2_web_acl')).toMatchObject({
    name: 'acme-prod',
    scope: 'CLOUDFRONT',
    default_action: { allow: {} },
  });
});

test.each([
  'aws_wafv2_web_acl',
  'aws_wafv2_web_acl_logging_configuration',
  'aws_cloudwatch_log_group',
  'aws_cloudwatch_log_resource_policy',
])('%s lives in us-east-1', (type) => {
  expect(make().get(type)).toMatchObject({ provider: 'aws.us-east-1' });
});

test.each([
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesCommonRuleSet',
])('%s refuses what it finds', (group) => {
  expect(managed(group)).toMatchObject({ override_action: { none: {} } });
});

test('uploads over 8 KB are counted, not refused', () => {
  expect(managed('AWSManagedRulesCommonRuleSet')?.statement.managed_rule_group_statement).toMatchObject({
    rule_action_override: [{ name: 'SizeRestrictions_BODY', action_to_use: { count: {} } }],
  });
});

test.each<[string, number, Partial<FirewallProps>]>([
  ['the default rate', 5000, {}],
  ['its own rate', 300, { requestsPerFiveMinutes: 300 }],
])('an address is refused above %s, %i requests in five minutes', (_, limit, props) => {
  expect(rules(props)[0]).toMatchObject({
    name: 'rate-limit',
    action: { block: {} },
    statement: { rate_based_statement: { limit, aggregate_key_type: 'IP', evaluation_window_sec: 300 } },
  });
});

test('each rule has a place of its own, and a metric that nothing else counts into', () => {
  const metric = (visible: unknown) =>
    (visible as { visibility_config: { metric_name: string } }).visibility_config.metric_name;
  const metrics = [make().get('aws_wafv2_web_acl'), ...rules()].map(metric);
  expect(rules().map(({ priority }) => priority)).toEqual([0, 1, 2, 3]);
  expect(new Set(metrics).size).toBe(metrics.length);
});

test('what it refuses or counts is logged, credentials blanked', () => {
  expect(make().get('aws_wafv2_web_acl_logging_configuration')).toMatchObject({
    redacted_fields: [{ single_header: { name: 'authorization' } }, { single_header: { name: 'cookie' } }],
    logging_filter: {
      default_behavior: 'DROP',
      filter: [
        {
          behavior: 'KEEP',
          condition: [{ action_condition: { action: 'BLOCK' } }, { action_condition: { action: 'COUNT' } }],
        },
      ],
    },
  });
});

test('the log has the name that WAF insists on, its retention and its key', () => {
  const key = { arn: 'arn:aws:kms:us-east-1:111111111111:key/1' };
  const group = make({ key }).get('aws_cloudwatch_log_group');
  expect(group).toMatchObject({
    name: 'aws-waf-logs-acme-prod',
    retention_in_days: 365,
    kms_key_id: key.arn,
  });
  expect(Synthesized.exemptions(group)).toEqual([]);
});

test('a log without a key or kept for less than a year says so', () => {
  const group = make({ logRetentionDays: 30 }).get('aws_cloudwatch_log_group');
  expect(Synthesized.exemptions(group)).toEqual(['CKV_AWS_158', 'CKV_AWS_338']);
});

test('logs may be delivered for this account only', () => {
  const { policy_document } = make().get('aws_cloudwatch_log_resource_policy');
  expect(JSON.parse(String(policy_document)).Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.arn\}:\*$/),
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:logs:us-east-1:${account}:*` },
      },
    },
  ]);
});

test('delivery is allowed before WAF asks for it', () => {
  expect(make().get('aws_wafv2_web_acl_logging_configuration').depends_on).toEqual([
    expect.stringMatching(/^aws_cloudwatch_log_resource_policy\./),
  ]);
});

test('counting, it refuses nothing and logs what it would', () => {
  const counted = rules({ mode: 'count' }) as readonly (Rule & {
    action?: object;
    override_action?: object;
  })[];
  expect(counted.map(({ action, override_action }) => action ?? override_action)).toEqual(
    counted.map(() => ({ count: {} })),
  );
});

test('that it only counts is on record', () => {
  const exemptions = (mode: 'block' | 'count') =>
    Synthesized.exemptions(make({ mode }).get('aws_wafv2_web_acl'));
  expect(exemptions('count')).toEqual(['CKV_AWS_192']);
  expect(exemptions('block')).toEqual([]);
});

describe('exceptions', () => {
  const EXCEPTIONS = [
    { rule: 'CrossSiteScripting_BODY', path: '/entries' },
    { rule: 'Log4JRCE_BODY', path: '/uploads/*' },
    { rule: 'CrossSiteScripting_BODY', path: '/api/*' },
  ];
  const counts = (group: string) => {
    const found = rules({ exceptions: EXCEPTIONS }).find(
      ({ statement }) => statement.managed_rule_group_statement?.name === group,
    );
    const overrides = found?.statement.managed_rule_group_statement as
      | { readonly rule_action_override?: readonly { readonly name: string }[] }
      | undefined;
    return overrides?.rule_action_override?.map(({ name }) => name);
  };

  test('the rules themselves only count, in the group that they are of', () => {
    expect(counts('AWSManagedRulesCommonRuleSet')).toEqual([
      'SizeRestrictions_BODY',
      'CrossSiteScripting_BODY',
    ]);
    expect(counts('AWSManagedRulesKnownBadInputsRuleSet')).toEqual(['Log4JRCE_BODY']);
    expect(counts('AWSManagedRulesAmazonIpReputationList')).toBeUndefined();
  });

  const path = (search_string: string, positional_constraint: string) => ({
    byte_match_statement: expect.objectContaining({ search_string, positional_constraint }),
  });
  const found = (key: string) => ({
    label_match_statement: { scope: 'LABEL', key: `awswaf:managed:aws:${key}` },
  });

  test('what they find elsewhere is refused by rules after them', () => {
    const { length } = rules();
    expect(rules({ exceptions: EXCEPTIONS }).slice(length)).toMatchObject([
      {
        name: 'except-CrossSiteScripting_BODY',
        priority: length,
        action: { block: {} },
        statement: {
          and_statement: {
            statement: [
              found('core-rule-set:CrossSiteScripting_Body'),
              {
                not_statement: {
                  statement: [
                    {
                      or_statement: {
                        statement: [path('/api/', 'STARTS_WITH'), path('/entries', 'EXACTLY')],
                      },
                    },
                  ],
                },
              },
            ],
          },
        },
      },
      {
        name: 'except-Log4JRCE_BODY',
        statement: {
          and_statement: {
            statement: [
              found('known-bad-inputs:Log4JRCE_Body'),
              { not_statement: { statement: [path('/uploads/', 'STARTS_WITH')] } },
            ],
          },
        },
      },
    ]);
  });

  test('a path is compared as the app understands it', () => {
    const texts = JSON.stringify(rules({ exceptions: EXCEPTIONS }).at(-1));
    expect(texts).toMatch(/URL_DECODE.*NORMALIZE_PATH/);
  });

  test('the order in which they are written makes no other firewall', () => {
    expect(rules({ exceptions: [...EXCEPTIONS].reverse() })).toEqual(rules({ exceptions: EXCEPTIONS }));
  });

  test('an unknown rule is a mistake of the caller', () => {
    expect(() => rules({ exceptions: [{ rule: 'no', path: '/' }] })).toThrow('no rule "no"');
  });
});

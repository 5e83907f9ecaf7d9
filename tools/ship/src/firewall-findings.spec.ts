import { firewallFindings } from './firewall-findings';

const entry = (uri: string, more: object) => JSON.stringify({ httpRequest: { uri }, ...more });
const managed = (ruleId: string) => ({
  ruleGroupList: [{ terminatingRule: null }, { terminatingRule: { ruleId } }],
});
const xss = (uri: string) =>
  entry(uri, { action: 'BLOCK', terminatingRuleId: 'common', ...managed('CrossSiteScripting_BODY') });

test('refused requests by rule, with the path that is met most', () => {
  const limited = entry('/', { action: 'BLOCK', terminatingRuleId: 'rate-limit', ruleGroupList: [] });
  expect(firewallFindings([xss('/entries'), xss('/drafts'), xss('/entries'), limited])).toEqual([
    { rule: 'CrossSiteScripting_BODY', requests: 3, path: '/entries' },
    { rule: 'rate-limit', requests: 1, path: '/' },
  ]);
});

test('what would have been refused, where the firewall counts', () => {
  const counted = entry('/entries', {
    action: 'ALLOW',
    terminatingRuleId: 'Default_Action',
    nonTerminatingMatchingRules: [{ ruleId: 'common', action: 'COUNT' }],
    ...managed('GenericLFI_BODY'),
  });
  const limited = entry('/', { action: 'ALLOW', nonTerminatingMatchingRules: [{ ruleId: 'rate-limit' }] });
  expect(firewallFindings([counted, limited]).map(({ rule }) => rule)).toEqual([
    'GenericLFI_BODY',
    'rate-limit',
  ]);
});

test('a rule with exceptions is told by its own name', () => {
  const refused = entry('/x', { action: 'BLOCK', terminatingRuleId: 'except-Log4JRCE_BODY' });
  expect(firewallFindings([refused])).toEqual([{ rule: 'Log4JRCE_BODY', requests: 1, path: '/x' }]);
});

test('what a group only counts in any case is no finding, nor is what cannot be read', () => {
  const upload = entry('/upload', {
    action: 'ALLOW',
    ruleGroupList: [
      { terminatingRule: null, nonTerminatingMatchingRules: [{ ruleId: 'SizeRestrictions_BODY' }] },
    ],
  });
  expect(firewallFindings([upload, 'no JSON', '{}'])).toEqual([]);
});

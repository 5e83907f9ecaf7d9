import { firewallRuleLabel, type FirewallException, type FirewallMode } from '@slipway/core';
import { actionOf, type Rule } from './firewall-action';

/** Rules with exceptions, each once, in an order that does not follow how they were written. */
export function exceptedRules(exceptions: readonly FirewallException[]): readonly string[] {
  return [...new Set(exceptions.map(({ rule }) => rule))].sort();
}

/**
 * For each rule with exceptions one of ours that does in its place what it no longer does itself: it takes what that one
 * found, by its label, unless the path is excepted.
 *
 * Source: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-label-match.html
 */
export function exceptionRules(
  exceptions: readonly FirewallException[],
  mode: FirewallMode,
): readonly Rule[] {
  return exceptedRules(exceptions).map((rule) => {
    const label = firewallRuleLabel(rule)?.label;
    if (label === undefined) throw new Error(`The firewall has no rule "${rule}".`);
    const paths = exceptions.filter((exception) => exception.rule === rule).map(({ path }) => path);
    return {
      name: `except-${rule}`,
      ...actionOf(mode),
      statement: {
        and_statement: {
          statement: [
            { label_match_statement: { scope: 'LABEL', key: label } },
            { not_statement: { statement: [anyOf([...new Set(paths)].sort().map(pathIs))] } },
          ],
        },
      },
    };
  });
}

/** WAF takes an `or` of two at least. */
function anyOf(statements: readonly object[]): object {
  return statements.length === 1 ? { ...statements[0] } : { or_statement: { statement: statements } };
}

/** The path is compared as the app understands it: else `/uploads/%2e%2e/admin` would begin with `/uploads/`. */
function pathIs(path: string): object {
  const prefix = path.endsWith('*');
  return {
    byte_match_statement: {
      field_to_match: { uri_path: {} },
      positional_constraint: prefix ? 'STARTS_WITH' : 'EXACTLY',
      search_string: prefix ? path.slice(0, -1) : path,
      text_transformation: [
        { priority: 0, type: 'URL_DECODE' },
        { priority: 1, type: 'NORMALIZE_PATH' },
      ],
    },
  };
}

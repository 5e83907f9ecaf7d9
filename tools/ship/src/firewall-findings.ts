/** What one rule of the firewall found. */
export interface FirewallFinding {
  /** As in an exception of `edge.firewall`, or `rate-limit`. */
  readonly rule: string;
  readonly requests: number;
  /** The path that it found most often. */
  readonly path: string;
}

/** @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html */
interface LogEntry {
  readonly action?: string;
  readonly terminatingRuleId?: string;
  readonly ruleGroupList?: readonly { readonly terminatingRule?: { readonly ruleId?: string } | null }[];
  readonly nonTerminatingMatchingRules?: readonly { readonly ruleId?: string }[];
  readonly httpRequest?: { readonly uri?: string };
}

/**
 * What was refused, or in counting mode would have been, by rule, most often first. What a rule of a group only counts
 * in any mode is no finding.
 *
 * @param messages texts of the firewall's log; what is no JSON is left out
 */
export function firewallFindings(messages: readonly string[]): readonly FirewallFinding[] {
  const found = new Map<string, Map<string, number>>();
  for (const entry of messages.flatMap(parsed)) {
    const path = entry.httpRequest?.uri ?? '/';
    for (const rule of new Set(rulesOf(entry))) {
      const paths = found.get(rule) ?? new Map<string, number>();
      found.set(rule, paths.set(path, (paths.get(path) ?? 0) + 1));
    }
  }
  return [...found]
    .map(([rule, paths]) => {
      const [path = '/'] = [...paths].sort(([, a], [, b]) => b - a)[0] ?? [];
      return { rule, path, requests: [...paths.values()].reduce((sum, count) => sum + count, 0) };
    })
    .sort((a, b) => b.requests - a.requests || (a.rule < b.rule ? -1 : 1));
}

/** A rule inside of a managed group is told by its own name, not by the group's; one of ours by what it stands for. */
function rulesOf({
  action,
  terminatingRuleId,
  ruleGroupList,
  nonTerminatingMatchingRules,
}: LogEntry): string[] {
  const managed = (ruleGroupList ?? []).flatMap(({ terminatingRule }) => terminatingRule?.ruleId ?? []);
  const own = [
    ...(action === 'BLOCK' ? [terminatingRuleId ?? ''] : []),
    ...(nonTerminatingMatchingRules ?? []).map(({ ruleId = '' }) => ruleId),
  ].filter((rule) => rule === 'rate-limit' || rule.startsWith('except-'));
  return [...managed, ...own.map((rule) => rule.replace(/^except-/, ''))];
}

function parsed(message: string): LogEntry[] {
  try {
    return [JSON.parse(message) as LogEntry];
  } catch {
    return [];
  }
}

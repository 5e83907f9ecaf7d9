import type { ExemptionRecord } from './exemption-record';

/** A rule that a scanner finds broken. */
export interface Finding {
  readonly rule: string;
  readonly address: string;
  readonly title: string;
}

export interface Comparison {
  /** Broken rules that nobody has answered for. */
  readonly unrecorded: readonly Finding[];
  /** Answers to a question that is no longer asked. */
  readonly stale: readonly ExemptionRecord[];
  /** Records without a reason worth the name. */
  readonly unexplained: readonly ExemptionRecord[];
  /** Records that answer a finding. */
  readonly honoured: readonly ExemptionRecord[];
}

const SHORTEST_REASON = 15;

/** Findings against records: both must match, or one of them is wrong. */
export function compare(findings: readonly Finding[], records: readonly ExemptionRecord[]): Comparison {
  const key = ({ rule, address }: { rule: string; address: string }) => `${rule} ${address}`;
  const found = new Set(findings.map(key));
  const recorded = new Set(records.map(key));
  return {
    unrecorded: findings.filter((finding) => !recorded.has(key(finding))),
    stale: records.filter((record) => !found.has(key(record))),
    unexplained: records.filter((record) => record.reason.trim().length < SHORTEST_REASON),
    honoured: records.filter((record) => found.has(key(record))),
  };
}

export function isClean({ unrecorded, stale, unexplained }: Comparison): boolean {
  return unrecorded.length + stale.length + unexplained.length === 0;
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cloudFiles, type CloudOptions } from './options';

/** What the embedded cloud has found in the requests that it was sent. */
export interface CheckedRequests {
  /** How many were checked, by service. */
  readonly counts: { readonly [service: string]: number };
  /** What AWS would not take, in words, each once; with how often it was sent. */
  readonly violations: ReadonlyMap<string, number>;
}

/** A line of the record; `moto/checks/record.py` writes it. */
interface Line {
  readonly service: string;
  readonly operation: string;
  readonly violations?: readonly string[];
}

/**
 * From its next start on, the cloud checks every signed request against AWS's service models, and keeps a record in its
 * folder. The requests themselves go on.
 */
export function checkRequests(options: CloudOptions): void {
  const { directory, checkedRequests: record } = cloudFiles(options);
  mkdirSync(directory, { recursive: true });
  writeFileSync(record, '', { flag: 'a' });
}

/** The record so far. It outlives the cloud, not its folder. */
export function checkedRequests(options: CloudOptions): CheckedRequests {
  const { checkedRequests: record } = cloudFiles(options);
  return summary(existsSync(record) ? readFileSync(record, 'utf8') : '');
}

/** @param record a JSON object a line; the last may be half, of a cloud that was killed */
export function summary(record: string): CheckedRequests {
  const counts: { [service: string]: number } = {};
  const violations = new Map<string, number>();
  for (const text of record.split('\n').slice(0, -1)) {
    const { service, operation, violations: found = [] } = JSON.parse(text) as Line;
    counts[service] = (counts[service] ?? 0) + 1;
    for (const words of found) {
      const violation = `${service} ${operation}: ${words}`;
      violations.set(violation, (violations.get(violation) ?? 0) + 1);
    }
  }
  return { counts, violations };
}

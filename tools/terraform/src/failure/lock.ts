import type { Diagnostic } from './diagnostic';

/** Who holds a state's lock, as Terraform wrote it there. */
export interface LockInfo {
  readonly id: string;
  /** `user@machine`. */
  readonly who: string;
  /** Such as `OperationTypeApply`. */
  readonly operation: string;
  readonly version: string;
  readonly created: Date;
}

/** Reads the `Lock Info` block of "Error acquiring the state lock"; `undefined` if there is none. */
export function parseLockInfo({ summary, detail }: Diagnostic): LockInfo | undefined {
  const text = `${summary}\n${detail}`;
  const field = (name: string) => new RegExp(`^\\s*${name}:[ \\t]*(.*?)\\s*$`, 'm').exec(text)?.[1] ?? '';
  const id = field('ID');
  if (!text.includes('Lock Info') || !id) return undefined;
  return {
    id,
    who: field('Who'),
    operation: field('Operation'),
    version: field('Version'),
    created: parseGoTime(field('Created')),
  };
}

const DOING: { readonly [operation: string]: string } = {
  OperationTypeApply: 'applying',
  OperationTypePlan: 'planning',
  OperationTypeRefresh: 'refreshing',
};

export function describeLock({ id, who, operation, version, created }: LockInfo, now: Date): string {
  const known = !Number.isNaN(created.getTime());
  const since = known
    ? `${created.toISOString().replace(/\.\d+Z$/, 'Z')}, ${age(now.getTime() - created.getTime())} ago`
    : 'unknown';
  return [
    `  who    ${who || 'unknown'}, ${DOING[operation] ?? 'working'} with version ${version}`,
    `  since  ${since}`,
    `  id     ${id}`,
  ].join('\n');
}

/** Go prints `2026-11-23 20:03:19.673507711 +0000 UTC`. */
function parseGoTime(text: string): Date {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/.exec(text) ?? [];
  return new Date(`${day}T${time}Z`);
}

function age(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

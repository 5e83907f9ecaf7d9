import type { ServiceSettings } from '../environment';
import type { Problem } from '../problem';
import { reservedVariable } from '../reserved-variable';
import { secretLooking } from '../secret-looking';
import { describePath, quote } from '../wording';
import type { Sound } from './sound';

/** Plain environment variables: names that every shell takes, none that are set elsewhere, and no secrets. */
export function variableRules(
  service: string,
  { environment }: ServiceSettings,
  hasDatabase: boolean,
  sound: Sound,
): readonly Problem[] {
  return Object.entries(environment)
    .filter(([name]) => sound('environment', name))
    .flatMap(([name, value]) => {
      const subject = describePath(['services', service, 'environment', name]);
      const complaint = nameComplaint(service, name, hasDatabase) ?? secretComplaint(name, value);
      return complaint ? [{ subject, ...complaint }] : [];
    });
}

type Complaint = Omit<Problem, 'subject'>;

function nameComplaint(service: string, name: string, hasDatabase: boolean): Complaint | undefined {
  const reserved = reservedVariable(name, service, hasDatabase);
  if (reserved !== undefined) return { got: `a variable ${name}`, allowed: 'any other name', fix: reserved };
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return undefined;
  return {
    got: `a variable ${quote(name)}`,
    allowed: 'names of letters, digits and underscores that do not start with a digit',
    fix: 'Rename it.',
  };
}

function secretComplaint(name: string, value: string): Complaint | undefined {
  const reason = secretLooking(name, value);
  if (reason === undefined) return undefined;
  return {
    got: `a text, not shown here because ${reason}`,
    allowed: 'values that every reader of the repository may know',
    fix: `Remove it here and keep it with \`slipway config set <env> ${name}\`. If it was committed, replace the secret as well.`,
  };
}

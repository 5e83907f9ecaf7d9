import type { ServiceSettings } from '../environment';
import type { Problem } from '../problem';
import { reservedVariable } from '../reserved-variable';
import { describePath, quote } from '../wording';
import type { Sound } from './sound';

/** What a release runs and wants to find before it touches the service. */
export function releaseRules(
  name: string,
  service: ServiceSettings,
  hasDatabase: boolean,
  sound: Sound,
): readonly Problem[] {
  return [...commandRules(name, service, sound), ...secretRules(name, service, hasDatabase, sound)];
}

function commandRules(name: string, { release, migrate }: ServiceSettings, sound: Sound): readonly Problem[] {
  if (release === undefined || !sound('release')) return [];
  const subject = describePath(['services', name, 'release']);
  if (name !== 'web') {
    return [
      {
        subject,
        got: `a release command of ${quote(name)}`,
        allowed: 'one on `web` only: all services have one image, and a release runs its command once',
        fix: 'Move it to services.web.release, or leave it out.',
      },
    ];
  }
  if (migrate !== 'on-start' || !sound('migrate')) return [];
  return [
    {
      subject,
      got: "a release command, with migrate 'on-start'",
      allowed: 'one of the two: a schema that is changed in two places is changed twice',
      fix: 'Leave migrate out, or release.',
    },
  ];
}

function secretRules(
  name: string,
  service: ServiceSettings,
  hasDatabase: boolean,
  sound: Sound,
): readonly Problem[] {
  if (!sound('secrets')) return [];
  const { secrets, environment } = service;
  return secrets.flatMap((secret, index) => {
    const complaint =
      shapeComplaint(secret) ??
      reservedComplaint(secret, name, hasDatabase) ??
      repetition(secret, secrets.indexOf(secret) < index, Object.hasOwn(environment, secret));
    return complaint ? [{ subject: describePath(['services', name, 'secrets', index]), ...complaint }] : [];
  });
}

type Complaint = Omit<Problem, 'subject'>;

/** What does not look like a name may be a value that somebody pasted here: it is not repeated. */
function shapeComplaint(secret: string): Complaint | undefined {
  if (/^[A-Z_][A-Z0-9_]*$/.test(secret)) return undefined;
  return {
    got: 'a text, not shown here because it is not a name',
    allowed: 'capital letters, digits and underscores, not starting with a digit',
    fix: "Write the variable's name only. The value goes into `slipway config set`, which reads it without showing it.",
  };
}

function reservedComplaint(secret: string, service: string, hasDatabase: boolean): Complaint | undefined {
  const fix = reservedVariable(secret, service, hasDatabase);
  return fix === undefined ? undefined : { got: quote(secret), allowed: 'any other name', fix };
}

function repetition(secret: string, listed: boolean, plain: boolean): Complaint | undefined {
  if (plain) {
    return {
      got: `${quote(secret)}, which is among the plain variables as well`,
      allowed: 'a variable that is either plain or a secret',
      fix: `Remove ${secret} here or from environment.`,
    };
  }
  if (!listed) return undefined;
  return { got: `${quote(secret)} again`, allowed: 'every name once', fix: 'Remove one of the two.' };
}

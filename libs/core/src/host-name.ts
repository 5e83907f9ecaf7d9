import { domainToASCII } from 'node:url';

/** A host name with at least one dot, lower case, as DNS takes it: labels of at most 63 characters, 253 in all. */
export function isHostName(text: string): boolean {
  return (
    text.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(text)
  );
}

/** What to do about a text that should be a host name; `undefined` when it is one. */
export function hostNameFix(text: string): string | undefined {
  if (isHostName(text)) return undefined;
  const cleaned = domainToASCII(
    text
      .trim()
      .replace(/^[a-z]+:\/\//i, '')
      .replace(/[:/?#].*$/, '')
      .replace(/\.+$/, ''),
  );
  return isHostName(cleaned)
    ? `Write '${cleaned}'.`
    : 'Write the bare name, without https://, path, port or *: lower case letters, digits and dashes, with at least one dot.';
}

/** Longest name that a certificate of AWS can be issued for first. The limit is that of X.509 common names. */
const LONGEST_CERTIFICATE_NAME = 64;

/**
 * What to do about a domain that users type; `undefined` when it will do.
 *
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 */
export function domainFix(text: string): string | undefined {
  const fix = hostNameFix(text);
  if (fix !== undefined || text.length <= LONGEST_CERTIFICATE_NAME) return fix;
  return `Choose a name of at most ${LONGEST_CERTIFICATE_NAME} characters, this has ${text.length}: AWS issues no certificate for a longer one.`;
}

import { holdsSecret } from './secret-values';

/** Words that, as whole parts of a variable's name, say that its value is a secret. */
const SECRET_WORDS =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|ENCRYPTION_?KEY|SIGNING_?KEY|CREDENTIALS?)(_|$)/;

/** Last parts that turn such a name into a plain setting: `TOKEN_TTL`, `PASSWORD_MIN_LENGTH`. */
const HARMLESS_ENDINGS = /_(TTL|SECONDS|MINUTES|HOURS|DAYS|EXPIRY|LENGTH|ENABLED|NAME|HEADER|ISSUER|ARN)$/;

/** Why an environment variable looks like a secret, as the end of a sentence; `undefined` when it looks harmless. */
export function secretLooking(name: string, value: string): string | undefined {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
  if (SECRET_WORDS.test(words) && !HARMLESS_ENDINGS.test(words)) return 'its name says secret';
  return holdsSecret(value) ? 'its value holds a password or key' : undefined;
}

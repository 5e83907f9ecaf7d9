import type { Variables } from './variables';

/**
 * Where browsers report errors to: the DSN of a Sentry project, which is no secret. Read when the process starts, not
 * when the app is built, so that one image serves every environment.
 *
 * @returns `undefined` when there is none, or it is not an address; then nothing of Sentry is loaded
 */
export function errorReporting({ SENTRY_DSN }: Variables): { dsn: string; origin: string } | undefined {
  if (!SENTRY_DSN || !URL.canParse(SENTRY_DSN)) return undefined;
  const { protocol, origin, username } = new URL(SENTRY_DSN);
  return protocol === 'https:' && username !== '' ? { dsn: SENTRY_DSN, origin } : undefined;
}

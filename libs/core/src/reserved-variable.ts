/** What tells tasks of the environment's own database. Not DATABASE_POOL_SIZE, which a team may know better. */
const FROM_DATABASE: readonly string[] = ['HOST', 'PORT', 'NAME', 'USER', 'PASSWORD', 'SECRET_ARN'].map(
  (part) => `DATABASE_${part}`,
);

/**
 * Why nobody may set a variable of this name, neither plain nor as a secret, and what to do instead.
 *
 * @param service the process type that would get it
 * @param database whether the environment has one of its own
 * @returns `undefined` when the name is free
 */
export function reservedVariable(name: string, service: string, database: boolean): string | undefined {
  if (name === 'PORT') return `Set services.${service}.port instead: PORT follows it.`;
  if (name === 'MIGRATE') return `Set services.${service}.migrate instead: MIGRATE follows it.`;
  if (name.startsWith('RELEASE_'))
    return 'Choose a name without RELEASE_ at its start: a release tells its tasks about itself by those.';
  if (database && FROM_DATABASE.includes(name))
    return 'It comes from RDS, and half of one database with half of another would send a password to the wrong host. Leave it out, or choose another name.';
  return undefined;
}

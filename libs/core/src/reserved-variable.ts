/**
 * Why nobody may set a variable of this name, neither plain nor as a secret, and what to do instead.
 *
 * @param service the process type that would get it
 * @returns `undefined` when the name is free
 */
export function reservedVariable(name: string, service: string): string | undefined {
  if (name === 'PORT') return `Set services.${service}.port instead: PORT follows it.`;
  if (name === 'MIGRATE') return `Set services.${service}.migrate instead: MIGRATE follows it.`;
  if (name.startsWith('RELEASE_'))
    return 'Choose a name without RELEASE_ at its start: a release tells its tasks about itself by those.';
  return undefined;
}

import type { DatabaseName } from '../postgres/databases';

/** Counts calls that may have changed something; begins anew with moto's process. */
export async function motoEra(port: number): Promise<number> {
  const { era } = await ask<{ readonly era: number }>(port, 'era');
  return era;
}

/**
 * Has moto write all that it knows into a folder, as of one moment.
 *
 * @returns the era of that moment
 */
export async function saveMoto(port: number, directory: string): Promise<number> {
  const { era } = await ask<{ readonly era: number }>(port, 'save', { directory });
  return era;
}

/** Tells moto where a database answers now. */
export async function moveDatabase(
  port: number,
  { account, region, identifier, port: now }: DatabaseName & { readonly port: number },
): Promise<void> {
  await ask(port, 'databases/moved', { account, region, identifier, host: '127.0.0.1', port: now });
}

/** @throws Error with moto's words */
async function ask<T>(port: number, route: string, body?: object): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${port}/_slipway/${route}`, {
    ...(body && {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  if (!response.ok)
    throw new Error(`moto did not do "${route}": HTTP ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

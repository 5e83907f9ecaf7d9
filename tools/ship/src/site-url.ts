import type { LocatedEnvironment } from '@slipway/tool-deploy';
import type { Site } from '@slipway/tool-cloud';

/** Where users find an environment. On the embedded cloud that is an address of this machine, once there is one. */
export async function siteUrl(
  { environment, cloud }: Pick<LocatedEnvironment, 'environment' | 'cloud'>,
  workspace: string,
): Promise<string | undefined> {
  const { name } = environment.domain;
  if (cloud === 'aws') return `https://${name}`;
  const { cloudStatus, sites } = await import('@slipway/tool-cloud');
  const running = await cloudStatus({ workspace });
  return running && siteOf(name, await sites(running));
}

/** The address of the site that has this very host name. */
export function siteOf(host: string, sites: readonly Pick<Site, 'hosts' | 'url'>[]): string | undefined {
  return sites.find(({ hosts }) => hosts.includes(host))?.url;
}

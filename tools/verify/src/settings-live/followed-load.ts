import { setTimeout as sleep } from 'node:timers/promises';
import { cloudStatus, sites, type CloudOptions } from '@slipway/tool-cloud';
import { startLoad, type SteadyLoad } from '@slipway/tool-rehearse';

/** Requests a second. */
const RATE = 10;

/** How often a name is looked up again. */
const LOOK_UP_MS = 500;

/** What a cloud that was brought back needs at most until its tasks take requests. */
const READY_MS = 120_000;

/**
 * Users who type a host name and then get a file that the page needs: ten requests a second, half of them for each. They
 * go where the name leads, also when that changes. A name that leads nowhere is a failed request.
 */
export async function followedLoad(
  options: CloudOptions,
  host: string,
): Promise<Pick<SteadyLoad, 'reach' | 'stop'>> {
  const lookUp = async () => {
    const cloud = await cloudStatus(options);
    return cloud && (await sites(cloud)).find(({ hosts }) => hosts.includes(host))?.url;
  };
  const page = await firstPage(lookUp);
  let url = await lookUp();
  const paths = ['/', fileIn(page)];
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(async () => {
      url = await lookUp().catch(() => url);
    });
  }, LOOK_UP_MS);
  let count = 0;
  const next = () => url && `${url}${paths[count++ % paths.length]}`;
  const load = startLoad(next, { rate: RATE });
  return {
    reach: (requests) => load.reach(requests),
    stop: async () => {
      clearInterval(timer);
      await looking;
      return load.stop();
    },
  };
}

/** @throws {Error} where the site does not answer well before anything is changed */
async function firstPage(lookUp: () => Promise<string | undefined>): Promise<string> {
  const deadline = Date.now() + READY_MS;
  for (;;) {
    const url = await lookUp();
    const response = url && (await fetch(url).catch(() => undefined));
    if (response && response.ok) return response.text();
    if (Date.now() > deadline) throw new Error(`${url ?? 'The site'} does not answer before the change.`);
    await sleep(LOOK_UP_MS);
  }
}

/** A script or a style that the page names. */
function fileIn(page: string): string {
  return /(?:src|href)="(\/[^"]+\.(?:js|css))"/.exec(page)?.[1] ?? '/';
}

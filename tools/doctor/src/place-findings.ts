import type { CloudName } from '@slipway/tool-deploy';
import { bad, good, type Finding } from './finding';
import type { Slipway } from './release-findings';

const GUIDE = 'docs/guide/aws-account.md';

/** What a bootstrap has made, or a deploy makes. */
export interface Thing {
  readonly name: string;
  readonly isThere: boolean;
}

/** Once per account and region; the embedded cloud makes it by itself. */
export function stateBucketFinding({ name, isThere }: Thing, cloud: CloudName, slipway: Slipway): Finding {
  if (isThere) return good(name);
  return bad(
    `${name} is not there`,
    cloud === 'aws' ? onceByHand('A bucket for the state') : slipway('deploy'),
  );
}

export function repositoryFinding({ name, isThere }: Thing, cloud: CloudName, slipway: Slipway): Finding {
  if (isThere) return good(name);
  return bad(
    `${name} is not there`,
    cloud === 'aws' ? onceByHand('A registry for images') : slipway('deploy'),
  );
}

function onceByHand(section: string): string {
  return `Make it, once per account: ${GUIDE}, "${section}"`;
}

export function releaseBucketFinding({ name, isThere }: Thing, slipway: Slipway): Finding {
  return isThere ? good(name) : bad(`${name} is not there: nothing was deployed yet`, slipway('deploy'));
}

/** @param name of the bucket, where the environment's file asks for one */
export function assetBucketFinding(name: string | undefined, isThere: boolean, slipway: Slipway): Finding {
  if (name === undefined)
    return good('none: files are served by the tasks that have them (edge.assets is off)');
  return isThere ? good(name) : bad(`${name} is not there: a release would be refused`, slipway('deploy'));
}

export function clusterFinding(name: string, status: string | undefined, slipway: Slipway): Finding {
  if (status === 'ACTIVE') return good(name);
  // ECS goes on naming a cluster for a while after it was removed.
  const absent = status === undefined || status === 'INACTIVE';
  return bad(absent ? `${name} is not there` : `${name} is ${status}`, slipway('deploy'));
}

export function servicesFinding(
  statuses: { readonly [service: string]: string | undefined },
  slipway: Slipway,
): Finding {
  const wrong = Object.entries(statuses).filter(([, status]) => status !== 'ACTIVE');
  if (wrong.length === 0) return good(`${Object.keys(statuses).join(', ')}: active`);
  const words = wrong.map(([name, status]) => `${name} is ${status ?? 'not there'}`);
  return bad(words.join('; '), slipway('deploy'));
}

/** @param missing names by service, of services that miss any */
export function secretsFinding(
  missing: { readonly [service: string]: readonly string[] },
  slipway: Slipway,
): Finding {
  const services = Object.entries(missing);
  if (services.length === 0) return good('all that are required are set');
  const fix = services.flatMap(([service, names]) =>
    names.map((name) => slipway('config set', name, ...(service === 'web' ? [] : ['--service', service]))),
  );
  return bad(
    services.map(([service, names]) => `${service} needs ${names.join(', ')}`).join('; '),
    fix.join('\n'),
  );
}

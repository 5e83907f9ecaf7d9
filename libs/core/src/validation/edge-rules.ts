import type { Environment } from '../environment';
import type { Problem } from '../problem';
import type { Sound } from './sound';

/** What sits on the CDN is nowhere without it. */
export function edgeRules({ edge }: Environment, sound: Sound): readonly Problem[] {
  if (edge.cdn || !sound('edge', 'cdn')) return [];
  return [
    ...(edge.firewall && sound('edge', 'firewall') ? [FIREWALL] : []),
    ...(edge.direct && sound('edge', 'direct') ? [DIRECT] : []),
    ...(edge.assets && sound('edge', 'assets') ? [ASSETS] : []),
  ];
}

const FIREWALL: Problem = {
  subject: 'edge.firewall',
  got: 'one, with cdn false',
  allowed: 'a firewall with the CDN only',
  fix: 'Turn the CDN on, or the firewall off: the firewall sits on the CDN.',
};

const DIRECT: Problem = {
  subject: 'edge.direct',
  got: 'true, with cdn false',
  allowed: 'true with the CDN only',
  fix: 'Turn the CDN on, or leave direct out: without the CDN the load balancer is open in any case.',
};

const ASSETS: Problem = {
  subject: 'edge.assets',
  got: 'true, with cdn false',
  allowed: 'true with the CDN only',
  fix: 'Turn the CDN on, or leave assets out: only the CDN can serve what the bucket keeps.',
};

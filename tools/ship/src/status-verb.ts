import { readFileSync } from 'node:fs';
import { UNHEALTHY_AFTER, type Environment } from '@slipway/core';
import {
  notApplied,
  notAppliedLines,
  readApplied,
  status,
  verdictTimeline,
  type EnvironmentStatus,
  type StatusFacts,
} from '@slipway/tool-release';
import {
  describedBy,
  rolloutFloor,
  rolloutSettings,
  type RolloutFloor,
  type SynthesizedStack,
} from '@slipway/tool-synth';
import { firewallFindings } from './firewall-findings';
import type { FirewallLog } from './firewall-log';
import type { ShipOptions } from './options';
import { worldOf } from './world';

/** `slipway status`: what is live, what runs, and what of it is not as it should be. Changes nothing. */
export async function statusVerb(
  name: string,
  options: ShipOptions,
): Promise<StatusFacts & Pick<EnvironmentStatus, 'newer' | 'orphaned'>> {
  // Synthesis takes as long as all calls of AWS together, and waits for none of them.
  const synthesis = worldOf(options).synthesize(name, { workspace: options.workspace });
  synthesis.catch(() => undefined);
  const open = await worldOf(options).open(name, options);
  const [now, synthesized, applied, log] = await Promise.all([
    status(open.environment, open.ports),
    synthesis,
    readApplied(open.store),
    worldOf(options).readFirewallLog(open),
  ]);
  return {
    ...now,
    notDeployed: notAppliedLines(notApplied(applied, describedBy(synthesized))),
    ...(open.url !== undefined && { url: open.url }),
    ...timings(open.environment, synthesized.stackFile),
    ...(log && { firewall: firewallFacts(open.environment, log) }),
  };
}

/** What the declared numbers add up to on AWS, for good releases and for bad ones. */
function timings(
  { services }: Environment,
  stackFile: string,
): Partial<Pick<StatusFacts, 'floorSeconds' | 'floor' | 'verdicts'>> {
  const settings = rolloutSettings(JSON.parse(readFileSync(stackFile, 'utf8')) as SynthesizedStack);
  const web = services['web'];
  const rollout = settings['web'];
  if (!web || !rollout) return {};
  const declared = {
    desiredCount: web.scaling.min,
    healthCheckInterval: web.healthCheck.intervalSeconds,
    unhealthyThreshold: UNHEALTHY_AFTER,
  };
  const floor = rolloutFloor(rollout);
  return {
    floorSeconds: floor.seconds,
    floor: floorParts(floor),
    verdicts: {
      crash: verdictTimeline(declared, 'crash at start'),
      secret: verdictTimeline(declared, 'missing secret'),
    },
  };
}

function floorParts({ wave }: RolloutFloor): NonNullable<StatusFacts['floor']> {
  return [
    { name: 'task start', seconds: wave.start },
    { name: 'health checks', seconds: wave.health },
    { name: 'drain (drainSeconds)', seconds: wave.drain },
    { name: 'stop (stopSeconds)', seconds: wave.stop },
  ];
}

function firewallFacts(
  { edge }: Environment,
  { messages, more }: FirewallLog,
): NonNullable<StatusFacts['firewall']> {
  const blocks = edge.firewall !== false && edge.firewall.mode === 'block';
  return { blocks, more, found: firewallFindings(messages) };
}
